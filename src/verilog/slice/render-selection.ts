import { type Kept, keep, keepDeclarations, keepParts, nothingKept, type SliceSpan } from './kept-spans.ts';
import type { ModuleSelection, Selection } from './needed-signals.ts';
import type { OuterUnit, SliceableDesign, SliceFile, SliceModule } from './sliceable-design.ts';

/** What a slice keeps of one file, and the text with all else blanked: same length, same lines. */
export interface SlicedFile {
  name: string;
  /** Sorted; ranges of one kind with nothing but blanks between them are one. */
  spans: SliceSpan[];
  text: string;
}

/** The ranges of what was chosen, with everything that it mentions declared. */
export function renderSelection(design: SliceableDesign, selection: Selection): SlicedFile[] {
  const mentions = new Mentions(design);
  let kept = keepAll(design, selection, mentions);
  while (mentions.note(kept)) kept = keepAll(design, selection, mentions);
  return design.files.map((file, index) =>
    sliceFile(
      file,
      kept.map((one) => one.files[index]!),
    ),
  );
}

/** What one unit keeps, by file; `module` undefined: what stands outside of modules. */
interface UnitKept {
  module: SliceModule | undefined;
  files: (Kept | undefined)[];
}

const ACROSS_FILES = undefined;

/** Names that are mentioned in each module, and anywhere. */
class Mentions {
  readonly everywhere = new Set<string>();
  readonly #byModule = new Map<SliceModule, Set<string>>();
  readonly #design: SliceableDesign;

  constructor(design: SliceableDesign) {
    this.#design = design;
  }

  of(module: SliceModule): Set<string> {
    const known = this.#byModule.get(module) ?? new Set<string>();
    this.#byModule.set(module, known);
    return known;
  }

  /** @returns whether any name is new */
  note(units: readonly UnitKept[]): boolean {
    const before = this.#size();
    for (const { module, files } of units) {
      for (const [index, kept] of files.entries()) {
        if (kept !== undefined) this.#noteKept(this.#design.files[index]!, kept, module);
      }
    }
    return this.#size() > before;
  }

  #noteKept(file: SliceFile, kept: Kept, module: SliceModule | undefined): void {
    const own = module === ACROSS_FILES ? this.everywhere : this.of(module);
    for (const span of kept.spans) {
      const declared = kept.declared.get(span.start) ?? [];
      for (const name of file.tokens.names(span.start, span.end)) {
        if (declared.includes(name)) continue;
        for (const one of [name, ...this.#macroNames(name)]) {
          own.add(one);
          this.everywhere.add(one);
        }
      }
    }
  }

  #macroNames(name: string): readonly string[] {
    return name.startsWith('`') ? (this.#design.macros.get(name.slice(1)) ?? []) : [];
  }

  #size(): number {
    let size = this.everywhere.size;
    for (const names of this.#byModule.values()) size += names.size;
    return size;
  }
}

function keepAll(design: SliceableDesign, selection: Selection, mentions: Mentions): UnitKept[] {
  const units = [...selection.modules].map(([name, chosen]): UnitKept => {
    const module = design.modules.get(name)!;
    const files: UnitKept['files'] = [];
    files[module.file] = keepModule(design.files[module.file]!, module, chosen, mentions.of(module));
    return { module, files };
  });
  const outside = design.files.map((file) => keepOutside(file, mentions.everywhere));
  return [...units, { module: ACROSS_FILES, files: outside }];
}

function keepModule(
  { tokens }: SliceFile,
  module: SliceModule,
  selection: ModuleSelection,
  mentioned: ReadonlySet<string>,
): Kept {
  const kept = nothingKept();
  const context = { tokens, selection, mentioned };
  kept.declared.set(module.head.start, [module.structure.name, ...module.ports.keys()]);
  keep(tokens, kept, module.head.start, module.head.end, 'frame');
  keepParts(context, module.parts, kept);
  keepDeclarations(context, module.parts, kept);
  for (const call of module.macroCalls) {
    if (selection.macroCalls.has(call.start)) keep(tokens, kept, call.start, call.end, 'driver');
  }
  keep(tokens, kept, module.tail.start, module.tail.end, 'frame');
  return kept;
}

const NOTHING_CHOSEN: ModuleSelection = {
  leaves: new Set(),
  instances: new Set(),
  connections: new Set(),
  processes: new Set(),
  macroCalls: new Set(),
};

function keepOutside(file: SliceFile, mentioned: ReadonlySet<string>): Kept {
  const kept = nothingKept();
  for (const unit of file.outer) keepUnit(file, unit, mentioned, kept);
  for (const line of file.directives) {
    if (line.kind === 'define' && !mentioned.has(line.name)) continue;
    kept.spans.push({ start: line.start, end: line.end, kind: 'frame' });
  }
  for (const comment of file.tokens.translateComments()) {
    kept.spans.push({ start: comment.start, end: comment.end, kind: 'frame' });
  }
  return kept;
}

function keepUnit({ tokens }: SliceFile, unit: OuterUnit, mentioned: ReadonlySet<string>, kept: Kept): void {
  if (unit.wholeNames.some((name) => mentioned.has(name))) {
    keep(tokens, kept, unit.start, unit.end, 'frame');
    return;
  }
  const { head, tail, name } = unit;
  const inside = nothingKept();
  keepDeclarations({ tokens, selection: NOTHING_CHOSEN, mentioned }, unit.parts, inside);
  if (head !== undefined && inside.spans.length === 0 && !mentioned.has(name ?? '')) return;
  if (head !== undefined) keep(tokens, kept, head.start, head.end, 'frame');
  for (const span of inside.spans) kept.spans.push(span);
  if (tail !== undefined) keep(tokens, kept, tail.start, tail.end, 'frame');
}

function sliceFile(file: SliceFile, all: readonly (Kept | undefined)[]): SlicedFile {
  const kept = all.filter((one) => one !== undefined);
  const spans = merged(
    file.text,
    kept.flatMap((one) => one.spans),
  );
  const fills = kept.flatMap((one) => one.fills);
  return { name: file.name, spans, text: blankOutside(file.text, spans, fills) };
}

function merged(text: string, spans: readonly SliceSpan[]): SliceSpan[] {
  const result: SliceSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last !== undefined && span.start < last.end) {
      last.end = Math.max(last.end, span.end);
    } else if (last?.kind === span.kind && text.slice(last.end, span.start).trim() === '') {
      last.end = span.end;
    } else result.push({ ...span });
  }
  return result;
}

/** Blanks a text outside of ranges; `;` goes to the offsets that fill a statement's place. */
function blankOutside(text: string, spans: readonly SliceSpan[], fills: readonly number[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    parts.push(blank(text.slice(at, start)), text.slice(start, end));
    at = end;
  }
  parts.push(blank(text.slice(at)));
  const characters = parts.join('').split('');
  for (const fill of fills) characters[fill] = ';';
  return characters.join('');
}

function blank(text: string): string {
  return text.replace(/[^\s]/g, ' ');
}
