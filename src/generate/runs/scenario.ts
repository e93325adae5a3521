/** What a model hands in for one attempt. */
type Candidate = 'correct' | 'fails' | 'does_not_compile';

/** One attempt of a run. */
export interface AttemptPlan {
  readonly candidate: Candidate;
  /** The RTL comes with tabs first and passes the lint stage on its one retry. */
  readonly lintRetry?: true;
  /** S1's template testbench takes the place of the self-checking one; its runner calls the result a pass. */
  readonly templateTestbench?: true;
  /** The record names a file that is not there. */
  readonly missing?: 'rtl' | 'testbench';
}

/** The course of one run. S1 regenerates once, so a run has one or two attempts. */
export interface Scenario {
  readonly name: string;
  readonly attempts: readonly [AttemptPlan, ...AttemptPlan[]];
  /** The trace ends in the middle of its last record, as after a kill. */
  readonly truncated?: true;
}

const correct: AttemptPlan = { candidate: 'correct' };
const fails: AttemptPlan = { candidate: 'fails' };
const doesNotCompile: AttemptPlan = { candidate: 'does_not_compile' };

/** Every course that a run can take. */
export const SCENARIOS = {
  passes: { name: 'passes', attempts: [correct] },
  passes_after_lint_retry: {
    name: 'passes_after_lint_retry',
    attempts: [{ candidate: 'correct', lintRetry: true }],
  },
  fails_then_passes: { name: 'fails_then_passes', attempts: [fails, correct] },
  does_not_compile_then_passes: { name: 'does_not_compile_then_passes', attempts: [doesNotCompile, correct] },
  does_not_compile_then_fails: { name: 'does_not_compile_then_fails', attempts: [doesNotCompile, fails] },
  fails_twice: { name: 'fails_twice', attempts: [fails, fails] },
  does_not_compile_twice: { name: 'does_not_compile_twice', attempts: [doesNotCompile, doesNotCompile] },
  template_hides_fault: {
    name: 'template_hides_fault',
    attempts: [{ candidate: 'fails', templateTestbench: true }],
  },
  template_on_correct: {
    name: 'template_on_correct',
    attempts: [{ candidate: 'correct', templateTestbench: true }],
  },
  rtl_missing: { name: 'rtl_missing', attempts: [fails, { candidate: 'correct', missing: 'rtl' }] },
  testbench_missing: {
    name: 'testbench_missing',
    attempts: [{ candidate: 'correct', missing: 'testbench' }],
  },
  truncated: { name: 'truncated', attempts: [fails, correct], truncated: true },
} as const satisfies Readonly<Record<string, Scenario>>;

type ScenarioName = keyof typeof SCENARIOS;

/** The better of the two sample models: mostly passes, at once or after one retry. */
const STRONG: readonly ScenarioName[] = [
  'passes',
  'fails_then_passes',
  'passes',
  'passes_after_lint_retry',
  'does_not_compile_then_passes',
  'passes',
  'template_on_correct',
  'fails_then_passes',
  'passes',
  'fails_twice',
  'rtl_missing',
];

/** The weaker one. */
const WEAK: readonly ScenarioName[] = [
  'fails_twice',
  'passes',
  'does_not_compile_then_fails',
  'template_hides_fault',
  'fails_then_passes',
  'does_not_compile_twice',
  'truncated',
  'passes_after_lint_retry',
  'does_not_compile_then_passes',
  'testbench_missing',
  'fails_twice',
];

/** Models of the samples, each with the scenarios that its runs go through in turn. */
export const SAMPLE_MODELS = [
  { name: 'sample-model-a', scenarios: STRONG },
  { name: 'sample-model-b', scenarios: WEAK },
] as const;
