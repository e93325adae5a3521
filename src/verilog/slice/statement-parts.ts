import { type NameMeaning, readNames } from '../structure/names.ts';
import { readNumber } from '../structure/number-literal.ts';
import type { CaseStatement, IfStatement, Statement } from '../structure/statement.ts';
import type { SyntaxNode, SyntaxTree } from '../syntax-tree.ts';
import { declarationPart } from './declaration-parts.ts';
import type { GroupPart, Jump, Part } from './part.ts';

/** What reading parts needs to know of the module. */
export interface PartContext {
  tree: SyntaxTree;
  meaning: NameMeaning;
  /** Values of parameters and enumeration members. */
  constants: Readonly<Record<string, bigint>>;
  /** Where jumps are collected. */
  jumps: Jump[];
}

/** What a statement stands in, as far as jumps need it. */
export interface Around {
  loop: number | undefined;
  blocks: ReadonlyMap<string, number>;
  conditions: readonly SyntaxNode[];
}

export const NOTHING_AROUND: Around = { loop: undefined, blocks: new Map(), conditions: [] };

/** Reads a statement as parts. */
export function statementPart(context: PartContext, statement: Statement, around: Around): Part {
  const { start, end } = statement;
  switch (statement.kind) {
    case 'block': {
      const label = /:\s*(\S+)$/.exec(context.tree.text.slice(start, statement.headEnd))?.[1];
      const blocks = label === undefined ? around.blocks : new Map([...around.blocks, [label, start]]);
      return group({
        start,
        end,
        headEnd: statement.headEnd,
        tailStart: statement.tailStart,
        parts: statement.body.map((one) => statementPart(context, one, { ...around, blocks })),
      });
    }
    case 'if':
      return branchPart(context, statement, around);
    case 'case':
      return casePart(context, statement, around);
    case 'loop':
    case 'timing': {
      const isLoop = statement.kind === 'loop';
      const inside: Around = {
        ...around,
        loop: isLoop ? start : around.loop,
        conditions: [...around.conditions, ...(isLoop ? statement.head : [])],
      };
      return group({
        role: isLoop ? 'condition' : 'frame',
        start,
        end,
        headEnd: statement.headEnd,
        tailStart: statement.body?.end ?? end,
        parts: statement.body === undefined ? [] : [statementPart(context, statement.body, inside)],
        isSingle: true,
        steps: isLoop ? statement.steps.map((step) => step.start) : [],
      });
    }
    case 'declaration':
      return declarationPart(context.tree, statement.node) ?? { kind: 'leaf', start, end };
    case 'other':
      noteJump(context, statement.node, start, around);
      return { kind: 'leaf', start, end };
    default:
      return { kind: 'leaf', start, end };
  }
}

/** A group; what is not said is a plain frame around any number of parts. */
export function group(
  part: Pick<GroupPart, 'headEnd' | 'tailStart' | 'parts'> &
    Partial<GroupPart> & { start: number; end: number },
): Part {
  return { kind: 'group', role: 'frame', isSingle: false, isProcess: false, steps: [], ...part };
}

function branchPart(context: PartContext, statement: IfStatement, around: Around): Part {
  const { start, end, headEnd, elseStart } = statement;
  const inside = { ...around, conditions: [...around.conditions, statement.condition] };
  const read = (one: Statement | undefined): Part | undefined =>
    one === undefined ? undefined : statementPart(context, one, inside);
  const elseEnd = statement.whenFalse?.start ?? (elseStart ?? 0) + 'else'.length;
  const [whenTrue, whenFalse] = [read(statement.whenTrue), read(statement.whenFalse)];
  return { kind: 'branch', start, end, headEnd, whenTrue, elseStart, elseEnd, whenFalse };
}

const DECLARED_FULL = /^(?:unique0?|priority)\b|\b(?:full|parallel)_case\b/;

function casePart(context: PartContext, statement: CaseStatement, around: Around): Part {
  const { start, end, headEnd, tailStart, keyword, inside } = statement;
  const labels = statement.items.flatMap((item) => item.labels);
  const within = { ...around, conditions: [...around.conditions, statement.subject, ...labels] };
  return {
    kind: 'case',
    start,
    end,
    headEnd,
    tailStart,
    items: statement.items.map((item) => ({
      start: item.start,
      end: item.end,
      headEnd: item.headEnd,
      isDefault: item.labels.length === 0,
      body: item.body === undefined ? undefined : statementPart(context, item.body, within),
    })),
    isDeclaredFull: DECLARED_FULL.test(context.tree.text.slice(start, headEnd)),
    isExclusive: keyword === 'case' && !inside && areDistinct(context, labels),
  };
}

/** Whether labels are constants of which no two are equal. */
function areDistinct({ tree, constants }: PartContext, labels: readonly SyntaxNode[]): boolean {
  const values = labels.map((label) => {
    const text = tree.textOf(label).trim();
    return Object.hasOwn(constants, text) ? constants[text]! : readNumber(text).value;
  });
  return values.every((value) => value !== null && value >= 0n) && new Set(values).size === values.length;
}

function noteJump(
  { tree, meaning, jumps }: PartContext,
  node: SyntaxNode,
  start: number,
  around: Around,
): void {
  const type = tree.type(node);
  if (type !== 'jump_statement' && type !== 'disable_statement') return;
  const words = tree.textOf(node).split(/[\s;]+/);
  const target = words[0] === 'disable' ? around.blocks.get(words[1] ?? '') : around.loop;
  if (target === undefined) return;
  jumps.push({ start, target, uses: readNames(tree, around.conditions, meaning).signals });
}
