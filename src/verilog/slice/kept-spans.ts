import type { ModuleSelection } from './needed-signals.ts';
import type {
  BranchPart,
  CasePart,
  DeclaratorPart,
  GroupPart,
  InstancePart,
  ListPart,
  Part,
  SpanKind,
} from './part.ts';
import type { TokenIndex } from './token-index.ts';

/** A kept range of one file. */
export interface SliceSpan {
  start: number;
  end: number;
  kind: SpanKind;
}

/** What is kept of a file, and where an empty statement stands for one that went. */
export interface Kept {
  spans: SliceSpan[];
  fills: number[];
  /** Names of ports in declarations that are always kept, by the start of their span: no mention of themselves. */
  declared: Map<number, readonly string[]>;
}

/** Nothing kept yet. */
export function nothingKept(): Kept {
  return { spans: [], fills: [], declared: new Map() };
}

export interface KeepContext {
  tokens: TokenIndex;
  selection: ModuleSelection;
  /** Names that what is kept mentions. */
  mentioned: ReadonlySet<string>;
}

/** Keeps what was chosen of parts, with what it stands in. @returns whether anything drives a value */
export function keepParts(context: KeepContext, parts: readonly Part[], kept: Kept): boolean {
  let any = false;
  for (const part of parts) if (!isDeclaration(part)) any = keepPart(context, part, kept, false) || any;
  return any;
}

/** Keeps the declarations among parts whose names are mentioned. */
export function keepDeclarations(context: KeepContext, parts: readonly Part[], kept: Kept): void {
  for (const part of parts) if (isDeclaration(part)) keepPart(context, part, kept, false);
}

/** A declaration alone keeps nothing around it, unless it gives a value that was chosen. */
function isDeclaration(part: Part): boolean {
  if (part.kind === 'declaration' || part.kind === 'fixed') return true;
  return part.kind === 'list' && part.parts.some((one) => one.kind === 'declarator');
}

function givesValue({ selection }: KeepContext, part: Part): boolean {
  return (
    part.kind === 'list' &&
    part.parts.some((one) => one.kind === 'declarator' && selection.leaves.has(one.chosenBy))
  );
}

/** @param mustClose an `else` follows that must not become that of a statement in here */
function keepPart(context: KeepContext, part: Part, kept: Kept, mustClose: boolean): boolean {
  const { selection, mentioned, tokens } = context;
  const { start, end } = part;
  switch (part.kind) {
    case 'leaf':
      if (!selection.leaves.has(start)) return false;
      keep(tokens, kept, start, end, 'driver');
      return true;
    case 'declaration':
      if (!part.names.some((name) => mentioned.has(name))) return false;
      keep(tokens, kept, start, end, part.role);
      return true;
    case 'fixed':
      keep(tokens, kept, start, end, 'frame');
      kept.declared.set(start, part.names);
      return true;
    case 'instance':
      return keepInstance(context, part, kept);
    case 'list':
      return keepList(context, part, kept);
    case 'group':
      return keepGroup(context, part, kept, mustClose);
    case 'branch':
      return keepBranch(context, part, kept, mustClose);
    case 'case':
      return keepCase(context, part, kept);
  }
}

function keepInstance({ selection, tokens }: KeepContext, { instance }: InstancePart, kept: Kept): boolean {
  if (!selection.instances.has(instance.start)) return false;
  let at = instance.start;
  for (const connection of instance.connections) {
    if (connection.start < 0 || connection.isImplicit || selection.connections.has(connection.start))
      continue;
    keep(tokens, kept, at, connection.start, 'driver');
    at = connection.end;
  }
  keep(tokens, kept, at, instance.end, 'driver');
  return true;
}

function keepList(context: KeepContext, part: ListPart, kept: Kept): boolean {
  const { tokens, mentioned } = context;
  const inside = nothingKept();
  const all =
    part.headNames.some((name) => mentioned.has(name)) && !part.parts.some((one) => isKept(context, one));
  let count = 0;
  for (const [index, one] of part.parts.entries()) {
    const isNext = all || isKept(context, one);
    if (!isNext) continue;
    const comma = index === 0 ? -1 : tokens.lastComma(part.parts[index - 1]!.end, one.start);
    if (count > 0 && comma >= 0) keep(tokens, inside, comma, comma + 1, 'frame');
    if (one.kind === 'declarator') keepDeclarator(context, one, inside);
    else keepPart(context, one, inside, false);
    count += 1;
  }
  if (count === 0) return false;
  keep(tokens, kept, part.start, part.headEnd, 'frame');
  append(kept, inside);
  keep(tokens, kept, part.tailStart, part.end, 'frame');
  return true;
}

function isKept({ selection, mentioned }: KeepContext, part: Part | DeclaratorPart): boolean {
  if (part.kind === 'declarator') return mentioned.has(part.name) || selection.leaves.has(part.chosenBy);
  if (part.kind === 'instance') return selection.instances.has(part.instance.start);
  return selection.leaves.has(part.start);
}

function keepDeclarator({ selection, tokens }: KeepContext, part: DeclaratorPart, kept: Kept): void {
  const hasValue = part.valueStart < part.end;
  const isChosen = hasValue && selection.leaves.has(part.chosenBy);
  keep(tokens, kept, part.start, isChosen ? part.end : part.valueStart, isChosen ? 'driver' : 'frame');
}

function keepGroup(context: KeepContext, part: GroupPart, kept: Kept, mustClose: boolean): boolean {
  const { selection, tokens } = context;
  if (part.isProcess && selection.processes.has(part.start)) {
    keep(tokens, kept, part.start, part.end, 'driver');
    return true;
  }
  const inside = nothingKept();
  const closes = part.isSingle && mustClose;
  let any = part.parts.some((one) => isDeclaration(one) && givesValue(context, one));
  for (const one of part.parts) if (!isDeclaration(one)) any = keepPart(context, one, inside, closes) || any;
  const isEmpty = !any;
  if (isEmpty && !part.steps.some((step) => selection.leaves.has(step))) return false;
  keepDeclarations(context, part.parts, inside);
  keep(tokens, kept, part.start, part.headEnd, part.role);
  if (isEmpty && part.isSingle) inside.fills.push(part.headEnd);
  append(kept, inside);
  keep(tokens, kept, part.tailStart, part.end, part.role);
  return true;
}

function keepBranch(context: KeepContext, part: BranchPart, kept: Kept, mustClose: boolean): boolean {
  const { tokens } = context;
  const { whenTrue, whenFalse, elseStart } = part;
  const [inTrue, inFalse] = [nothingKept(), nothingKept()];
  const isFalse = whenFalse !== undefined && keepPart(context, whenFalse, inFalse, mustClose);
  const hasElse = elseStart !== undefined && (isFalse || mustClose);
  const isTrue = whenTrue !== undefined && keepPart(context, whenTrue, inTrue, hasElse);
  if (!isTrue && !isFalse) return false;
  keep(tokens, kept, part.start, part.headEnd, 'condition');
  if (isTrue) append(kept, inTrue);
  else kept.fills.push(part.headEnd);
  if (!hasElse) return true;
  keep(tokens, kept, elseStart, elseStart + 'else'.length, 'condition');
  if (isFalse) append(kept, inFalse);
  else kept.fills.push(tokens.nextStart(elseStart + 'else'.length));
  return true;
}

/** Items in front of one that is kept stay as empty ones where they might fit too. */
function keepCase(context: KeepContext, part: CasePart, kept: Kept): boolean {
  const { tokens } = context;
  const inside = part.items.map((item) => {
    const own = nothingKept();
    const isKept = item.body !== undefined && keepPart(context, item.body, own, false);
    return { item, own, isKept };
  });
  const last = inside.findLastIndex((one) => one.isKept);
  if (last < 0) return false;
  const all = part.isDeclaredFull || inside.some((one) => one.isKept && one.item.isDefault);
  keep(tokens, kept, part.start, part.headEnd, 'condition');
  for (const comment of tokens.fullCaseComments(part.start, part.headEnd)) {
    kept.spans.push({ ...comment, kind: 'condition' });
  }
  for (const [index, { item, own, isKept }] of inside.entries()) {
    const isShadow = all || (index < last && !part.isExclusive && !item.isDefault);
    if (isKept || isShadow) keep(tokens, kept, item.start, item.headEnd, 'condition');
    if (isKept) append(kept, own);
    else if (isShadow && item.headEnd < item.end) kept.fills.push(item.headEnd);
  }
  keep(tokens, kept, part.tailStart, part.end, 'condition');
  return true;
}

/** Keeps the tokens of a range, not the comments and blanks at its ends. */
export function keep(tokens: TokenIndex, kept: Kept, start: number, end: number, kind: SpanKind): void {
  const place = tokens.trimmed(start, end);
  if (place !== undefined) kept.spans.push({ ...place, kind });
}

function append(kept: Kept, inside: Kept): void {
  for (const span of inside.spans) kept.spans.push(span);
  for (const fill of inside.fills) kept.fills.push(fill);
  for (const [start, names] of inside.declared) kept.declared.set(start, names);
}
