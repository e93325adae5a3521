import { diffLines } from 'diff';
import type { Node } from 'web-tree-sitter';
import { createRandom } from '../../core/random.ts';
import { type ParseOptions, withTree } from '../parser.ts';
import { readStructure } from '../structure/structure.ts';
import { canonicalEdit, tokenise } from './canonical-edit.ts';
import { findMutations } from './find-mutations.ts';
import { type KnownStructure, readMutationFacts } from './mutation-facts.ts';
import type { Mutation } from './mutation-operators.ts';

/** A text with one mistake. */
export interface Mutant extends Mutation {
  /** 16 hex digits, from the tokens of the text and what became of them: comments and layout do not change it. */
  id: string;
  /** 1-based line where the edit starts. */
  line: number;
  /** The lines that change, without those that stay, as they were and as they are. */
  before: string;
  after: string;
  /** The whole text with the mistake. */
  apply: () => string;
}

export interface MutantOptions extends ParseOptions {
  /** Only modules of these names; default: all of the text. */
  modules?: readonly string[];
  /** At most so many, drawn evenly over the operators; default: all. */
  limit?: number;
  /** Draws the sample (default `0`). */
  seed?: string;
}

/**
 * The mutants of a text, in its order, each with other tokens than the text and than every other one. Needs
 * `loadParser()`. Undefined when the parser's deadline passed.
 */
export function listMutants(text: string, options: MutantOptions = {}): Mutant[] | undefined {
  const mutations = mutationsOf(text, options);
  if (mutations === undefined) return undefined;
  const tokens = tokenise(text);
  const byId = new Map<string, Mutation>();
  for (const mutation of mutations) {
    const id = canonicalEdit(tokens, mutation);
    if (id !== undefined && !byId.has(id)) byId.set(id, mutation);
  }
  const mutants = [...byId].map(([id, mutation]) => mutantOf(text, id, mutation));
  mutants.sort((one, other) => one.start - other.start || one.end - other.end);
  return sampleMutants(mutants, options.limit ?? mutants.length, options.seed ?? '0');
}

const NOTHING_KNOWN: KnownStructure = { signals: [], resets: [], fsms: [] };

function mutationsOf(text: string, { modules, ...options }: MutantOptions): Mutation[] | undefined {
  const structures = new Map(readStructure(text, options)?.map((one) => [one.start, one]));
  return withTree(
    text,
    (tree) =>
      tree.root
        .descendantsOfType('module_declaration')
        .filter((module) => modules === undefined || modules.includes(moduleName(module, text)))
        .flatMap((module) => {
          const facts = readMutationFacts(module, text, structures.get(module.startIndex) ?? NOTHING_KNOWN);
          return findMutations(module, text, facts);
        }),
    options,
  );
}

/**
 * At most `limit` mutants, evenly over the operators: one of each in turn until there are enough, then in the given
 * order again. The same mutants and seed give the same sample.
 */
export function sampleMutants<Some extends { id: string; operator: string }>(
  mutants: readonly Some[],
  limit: number,
  seed: string,
): Some[] {
  if (mutants.length <= limit) return [...mutants];
  const random = createRandom(seed);
  const byOperator = Map.groupBy(mutants, ({ operator }) => operator);
  const queues = [...byOperator].map(([operator, some]) => random.fork(operator).shuffle(some));
  const chosen = new Set<Some>();
  for (let round = 0; chosen.size < limit; round += 1) {
    for (const mutant of queues.flatMap((queue) => queue.slice(round, round + 1))) {
      if (chosen.size < limit) chosen.add(mutant);
    }
  }
  return mutants.filter((mutant) => chosen.has(mutant));
}

function mutantOf(text: string, id: string, mutation: Mutation): Mutant {
  const { start, end, replacement } = mutation;
  const apply = (): string => text.slice(0, start) + replacement + text.slice(end);
  const firstLine = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  const lastLine = lineEnd < 0 ? text.length : lineEnd;
  const old = text.slice(firstLine, lastLine);
  const changed = text.slice(firstLine, start) + replacement + text.slice(end, lastLine);
  return { ...mutation, id, line: lineOf(text, start), ...changedLines(old, changed), apply };
}

function changedLines(old: string, changed: string): { before: string; after: string } {
  if (!old.includes('\n')) return { before: old, after: changed };
  const parts = diffLines(`${old}\n`, `${changed}\n`);
  const side = (which: 'removed' | 'added'): string =>
    parts
      .filter((part) => part[which])
      .map(({ value }) => value)
      .join('')
      .trimEnd();
  return { before: side('removed'), after: side('added') };
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

function moduleName(module: Node, text: string): string {
  const header = module.namedChildren.find((child) => /^module_(?:non)?ansi_header$/.test(child.type));
  const name = header?.childForFieldName('name');
  return name == null ? '' : text.slice(name.startIndex, name.endIndex);
}
