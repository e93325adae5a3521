import { checkClocking } from './checks/clocking.ts';
import { checkCounts } from './checks/counts.ts';
import type { DescriptionFault } from './checks/description-fault.ts';
import { checkLeakedCode } from './checks/leaked-code.ts';
import { checkNames } from './checks/names.ts';
import { splitSentences } from './checks/sentences.ts';
import { checkWidths } from './checks/widths.ts';
import { checkWording } from './checks/wording.ts';
import type { Grain } from './grain.ts';
import type { ModuleFacts } from './module-facts.ts';

export type { DescriptionFault } from './checks/description-fault.ts';

/** Raised when the same text would be graded otherwise. */
export const CHECKS_VERSION = 1;

/**
 * - `sound`: nothing was found against it. That is no proof that it is right.
 * - `flawed`: says nothing false, and could be better.
 * - `false`: claims something that the module contradicts.
 * - `unusable`: a refusal, code, another language, or a protected benchmark's text.
 */
type DescriptionGrade = 'sound' | 'flawed' | 'false' | 'unusable';

export interface CheckedDescription {
  grade: DescriptionGrade;
  faults: DescriptionFault[];
}

export interface CheckContext {
  /** Names that may be spoken of besides the module's own: those of its closure. */
  knownNames?: ReadonlySet<string>;
  /** The protected benchmark whose text this one is too near to, if any. */
  nearBenchmark?: { benchmark: string; problem: string; score: number };
}

/** Compares a description with what is certain of its module. */
export function checkDescription(
  text: string,
  grain: Grain,
  facts: ModuleFacts,
  context: CheckContext = {},
): CheckedDescription {
  const faults = [
    ...checkWording(text),
    ...checkLeakedCode(text, facts),
    ...checkNames(text, facts, context.knownNames ?? new Set()),
    ...splitSentences(text).flatMap((sentence) => [
      ...checkWidths(sentence, facts),
      ...checkClocking(sentence, facts),
      ...checkCounts(sentence, facts),
    ]),
    ...checkPortsNamed(text, grain, facts),
    ...checkBenchmark(context),
  ];
  return { grade: gradeOf(faults), faults };
}

/** Specifications and problem statements must name every port, else nobody can write the module from them. */
function checkPortsNamed(text: string, grain: Grain, facts: ModuleFacts): DescriptionFault[] {
  if (grain !== 'specification' && grain !== 'problem') return [];
  const words = new Set(text.match(/\\?[A-Za-z_][\w$]*/g));
  const missing = facts.ports.filter(({ name }) => !words.has(name)).map(({ name }) => name);
  if (missing.length === 0) return [];
  return [
    {
      check: 'port_not_named',
      weight: 'flaw',
      reason: `ports that are not named: ${missing.join(', ')}`,
      excerpt: '',
    },
  ];
}

function checkBenchmark({ nearBenchmark }: CheckContext): DescriptionFault[] {
  if (nearBenchmark === undefined) return [];
  const { benchmark, problem, score } = nearBenchmark;
  const reason = `too near to ${benchmark} ${problem} (${score.toFixed(2)})`;
  return [{ check: 'benchmark', weight: 'unusable', reason, excerpt: '' }];
}

function gradeOf(faults: readonly DescriptionFault[]): DescriptionGrade {
  const weights = new Set(faults.map(({ weight }) => weight));
  if (weights.has('unusable')) return 'unusable';
  if (weights.has('false')) return 'false';
  return weights.has('flaw') ? 'flawed' : 'sound';
}
