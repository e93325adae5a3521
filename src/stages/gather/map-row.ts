import { chatMessages } from '../../inputs/chat-messages.ts';
import { lookupPath, type Scope } from '../../inputs/lookup-path.ts';
import type { RawRecord } from '../../inputs/raw-record.ts';
import type { CorpusColumns, Path } from './corpus-mapping.ts';

/** What a mapping takes out of a row; texts are as they stood. */
export interface MappedRow {
  /** Verilog source, or what a model wrote. */
  code?: string | undefined;
  answer?: string | undefined;
  instruction?: string | undefined;
  repository?: string | undefined;
  path?: string | undefined;
  revision?: string | undefined;
  licence?: string | undefined;
  stars?: number | undefined;
  forks?: number | undefined;
  /** Columns that nothing else took. */
  metadata: Record<string, unknown>;
}

/** Takes the columns of a row as a mapping names them. */
export function mapRow({ value, ordinal, key }: RawRecord, columns: CorpusColumns): MappedRow {
  const scope: Scope = { record: value, key, file: '', folder: '', ordinal };
  const text = (path: Path | undefined): string | undefined => firstText(scope, path);
  const conversation = conversationAt(scope, columns.messages);
  return {
    code: text(columns.code),
    answer: text(columns.answer) ?? conversation?.answer,
    instruction: allTexts(scope, columns.instruction) ?? conversation?.question,
    repository: text(columns.repository),
    path: text(columns.path),
    revision: text(columns.revision),
    licence: licenceText(valueAt(scope, columns.licence)),
    stars: count(valueAt(scope, columns.stars)),
    forks: count(valueAt(scope, columns.forks)),
    metadata: restOf(value, columns),
  };
}

function pathsOf(path: Path | undefined): string[] {
  return path === undefined ? [] : Array.isArray(path) ? path : [path];
}

function valueAt(scope: Scope, path: Path | undefined): unknown {
  for (const one of pathsOf(path)) {
    const value = lookupPath(scope, one);
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

function firstText(scope: Scope, path: Path | undefined): string | undefined {
  const value = valueAt(scope, path);
  return typeof value === 'string' ? value : undefined;
}

function allTexts(scope: Scope, path: Path | undefined): string | undefined {
  const texts = pathsOf(path)
    .map((one) => lookupPath(scope, one))
    .filter((value): value is string => typeof value === 'string' && value.trim() !== '');
  return texts.length === 0 ? undefined : texts.join('\n\n');
}

function conversationAt(
  scope: Scope,
  path: Path | undefined,
): { question: string | undefined; answer: string | undefined } | undefined {
  const messages = chatMessages(valueAt(scope, path)) ?? [];
  const at = messages.findLastIndex(({ role }) => /^(?:assistant|ai|gpt|model|bot)$/i.test(role));
  if (at < 0) return undefined;
  const question = messages.slice(0, at).findLast(({ role }) => /^(?:user|human)$/i.test(role));
  return { question: question?.text, answer: messages[at]!.text };
}

/** Several names all hold: which one is the file's nobody said. */
function licenceText(value: unknown): string | undefined {
  const names = (Array.isArray(value) ? value : [value]).filter(
    (name): name is string => typeof name === 'string' && name.trim() !== '',
  );
  return names.length === 0 ? undefined : names.join(' AND ');
}

function count(value: unknown): number | undefined {
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? Math.trunc(number) : undefined;
}

function restOf(value: unknown, columns: CorpusColumns): Record<string, unknown> {
  const taken = new Set(
    Object.values(columns).flatMap((path: Path) => pathsOf(path).map((one) => one.split('.')[0]!)),
  );
  return Object.fromEntries(Object.entries(value ?? {}).filter(([name]) => !taken.has(name)));
}
