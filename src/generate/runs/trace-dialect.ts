/** The stages of S1's pipeline, in order; after a failed one DecisionManager says how it goes on. */
export type Stage = 'rtl' | 'style' | 'lint' | 'testbench' | 'simulation' | 'decision';

/** How one version of S1's pipeline wrote its traces. */
export interface TraceDialect {
  readonly stages: Readonly<Record<Stage, string>>;
  readonly pass: 'pass' | 'success';
  readonly fail: 'fail' | 'failed';
  /** Some versions wrote no time. */
  readonly timestamps: boolean;
}

/** The three spellings of stage names and the two status vocabularies that S1's records mix. */
export const TRACE_DIALECTS: readonly [TraceDialect, ...TraceDialect[]] = [
  {
    stages: {
      rtl: 'A1_RTL_Generation',
      style: 'A5_Style_Review',
      lint: 'A4_Lint_Check',
      testbench: 'A7_Testbench_Generation',
      simulation: 'Simulation',
      decision: 'DecisionManager',
    },
    pass: 'pass',
    fail: 'fail',
    timestamps: true,
  },
  {
    stages: {
      rtl: 'A1 - RTL Generation',
      style: 'A5 - Style Review',
      lint: 'A4 - Lint Check',
      testbench: 'A7 - Testbench Generation',
      simulation: 'Simulation',
      decision: 'DecisionManager',
    },
    pass: 'success',
    fail: 'failed',
    timestamps: true,
  },
  {
    stages: {
      rtl: 'A1',
      style: 'A5',
      lint: 'A4',
      testbench: 'A7',
      simulation: 'Simulation',
      decision: 'DecisionManager',
    },
    pass: 'pass',
    fail: 'fail',
    timestamps: false,
  },
];
