import type { Random } from '../../core/random.ts';
import { SCENARIOS, type Scenario } from '../runs/scenario.ts';

/**
 * How often runs take each course, in parts of their sum. Most pass, at once or after a failure that was seen; one in
 * thirteen has a template testbench that checks nothing, which S1's runner calls a pass: what is found by mining only.
 */
export const COURSES = {
  passes: 56,
  passes_after_lint_retry: 14,
  fails_then_passes: 10,
  does_not_compile_then_passes: 8,
  template_hides_fault: 5,
  fails_twice: 4,
  template_on_correct: 3,
  does_not_compile_then_fails: 3,
  does_not_compile_twice: 2,
  rtl_missing: 1,
  testbench_missing: 1,
  truncated: 1,
} as const satisfies Record<keyof typeof SCENARIOS, number>;

/**
 * Courses of runs that make exactly so many attempts together, in random order. Every course comes as often as its
 * share says, give or take one: with `Random` deciding only where a share of less than one run falls.
 */
export function dealCourses(attempts: number, random: Random): Scenario[] {
  const weights = Object.values(COURSES).reduce((sum, weight) => sum + weight, 0);
  const each = averageAttempts(weights);
  const runs = attempts / each;
  const offset = random.next() / 2 ** 32;
  const dealt: Scenario[] = [];
  let sum = 0;
  for (const [name, weight] of Object.entries(COURSES)) {
    const begin = Math.floor((sum / weights) * runs + offset);
    sum += weight;
    const end = Math.floor((sum / weights) * runs + offset);
    const course = SCENARIOS[name as keyof typeof SCENARIOS];
    dealt.push(...Array.from({ length: end - begin }, (): Scenario => course));
  }
  return random.shuffle(exactly(attempts, random.shuffle(dealt)));
}

function averageAttempts(weights: number): number {
  const entries = Object.entries(COURSES) as [keyof typeof SCENARIOS, number][];
  return entries.reduce((sum, [name, weight]) => sum + weight * SCENARIOS[name].attempts.length, 0) / weights;
}

/** Leaves out what is too much, and fills up with runs that pass at once. */
function exactly(attempts: number, dealt: readonly Scenario[]): Scenario[] {
  const fitting: Scenario[] = [];
  let left = attempts;
  for (const course of dealt) {
    if (course.attempts.length > left) continue;
    fitting.push(course);
    left -= course.attempts.length;
  }
  return [...fitting, ...Array.from({ length: left }, (): Scenario => SCENARIOS.passes)];
}
