import type { Limits, SimulationResult } from '../../src/eda/simulator.ts';

/**
 * What Icarus gets wrong and what foreign Verilog can do to a machine, as measured with Icarus 11. Every entry
 * must have a row in HOSTILE_ROWS, and so a hostile file and a test.
 */
export const HAZARDS = [
  'exit code is the number of errors modulo 256',
  'a missing include loses the rest of the file and exits with 0',
  'an empty file',
  '$error exits with 0, $fatal with 1',
  'a design prints the pass line and finishes',
  'a testbench that cannot fail',
  'a reference that times out by its own watchdog',
  'a compile that takes far longer under load',
  '$finish of one testbench ends all that are batched with it',
  'ivl aborts on legal source',
  'include of any path',
  '$fopen, $readmemh, $fread of any path',
  'writing to any path',
  'running commands',
  'an endless clock',
  'a zero-delay loop',
  'a constant function that never returns',
  'macro doubling',
  'memory: generate loop',
  'memory: wide concatenation',
  'memory: string growth',
  'memory: fork recursion',
  'a flood of output',
  'a flood into one file',
  'a flood into many files',
  'a flood of waveforms',
  '$stop waits for input',
  'raw ESC and NUL bytes in the log',
  'files left for the next job',
] as const;

export type Hazard = (typeof HAZARDS)[number];

/** Small, so that the tests are quick. */
export const SMALL_LIMITS: Limits = {
  compileCpuSeconds: 1,
  simulationCpuSeconds: 1,
  wallSeconds: 20,
  memoryMiB: 128,
  outputBytes: 64 * 1024,
  fileBytes: 2 * 1024 * 1024,
};

export interface HostileRow {
  hazard: Hazard;
  /** A file of the folder `hostile`. */
  fixture: string;
  /** Outcome of the last step that ran, by its name. */
  ends: Partial<Record<'preprocess' | 'compile' | 'simulation', string>>;
  /** Must stand in the last step's log. */
  says?: RegExp;
  /** Must not stand in any log. */
  never?: RegExp;
}

const row = (
  hazard: Hazard,
  fixture: string,
  ends: HostileRow['ends'],
  more: Partial<HostileRow> = {},
): HostileRow => ({
  hazard,
  fixture,
  ends,
  ...more,
});

/** Rows that one job shows; those that need more than one are tested by name in hostile.test.ts. */
export const HOSTILE_ROWS: readonly HostileRow[] = [
  row(
    'exit code is the number of errors modulo 256',
    'exit-code-256.v',
    { compile: 'failed' },
    { says: /missing_254/ },
  ),
  row(
    'a missing include loses the rest of the file and exits with 0',
    'missing-include.v',
    { preprocess: 'failed' },
    { says: /missing-include\.v:6: Include file nowhere_to_be_found\.vh not found/ },
  ),
  row('an empty file', 'empty.v', { compile: 'failed' }, { says: /No top level modules/ }),
  row(
    '$error exits with 0, $fatal with 1',
    'error-task.v',
    { simulation: 'ok' },
    { says: /^ERROR: error-task\.v:4/ },
  ),
  row('$error exits with 0, $fatal with 1', 'fatal-task.v', { simulation: 'failed' }, { says: /^FATAL: / }),
  // Whether these three mean anything is for the judge; here the log must be the truth.
  row(
    'a design prints the pass line and finishes',
    'prints-pass-and-finishes.v',
    { simulation: 'ok' },
    { says: /^Mism/ },
  ),
  row('a testbench that cannot fail', 'testbench-cannot-fail.v', { simulation: 'ok' }, { says: /^PASS$/m }),
  row(
    'a reference that times out by its own watchdog',
    'reference-times-out.v',
    { simulation: 'ok' },
    { says: /TIMEOUT/ },
  ),
  row(
    'ivl aborts on legal source',
    'legal-but-asserts.v',
    { compile: 'crash' },
    { says: /failed assertion/ },
  ),
  row(
    'running commands',
    'run-commands.v',
    { simulation: 'failed' },
    { says: /\$system\(\) is not defined/, never: /FOUND/ },
  ),
  row('an endless clock', 'endless-clock.v', { simulation: 'cpu_limit' }),
  row('a zero-delay loop', 'zero-delay-loop.v', { simulation: 'cpu_limit' }),
  row('a constant function that never returns', 'constant-function-loop.v', { compile: 'cpu_limit' }),
  row('macro doubling', 'macro-doubling.v', { preprocess: 'file_limit' }),
  row('memory: generate loop', 'memory-generate-loop.v', { compile: 'memory_limit' }),
  row('memory: wide concatenation', 'memory-wide-concat.v', { compile: 'memory_limit' }),
  row('memory: string growth', 'memory-string-growth.v', { simulation: 'memory_limit' }),
  row('memory: fork recursion', 'memory-fork-recursion.v', { simulation: 'memory_limit' }),
  row('a flood of output', 'display-flood.v', { simulation: 'output_limit' }, { says: /bytes left out/ }),
  row('a flood into one file', 'file-flood.v', { simulation: 'file_limit' }),
  row('a flood of waveforms', 'vcd-flood.v', { simulation: 'ok' }, { says: /dumping is suppressed/ }),
  row('$stop waits for input', 'stop-waits.v', { simulation: 'ok' }, { says: /^before$/m }),
  row(
    'raw ESC and NUL bytes in the log',
    'raw-bytes.v',
    { simulation: 'ok' },
    { says: /^\\x1b\[2J\\x1b\[31m\\x00PASS\\x07\\u202e$/m, never: /[\0\x07\x1b\u202e]/ },
  ),
];

/** Hazards that take more than one job, or a look at the machine; named by the tests that hold them. */
export const STAGED_HAZARDS: Partial<Record<Hazard, readonly string[]>> = {
  'a compile that takes far longer under load': ['constant-function-loop.v'],
  '$finish of one testbench ends all that are batched with it': [
    'finish-ends-all.v',
    'reference-times-out.v',
  ],
  'include of any path': ['include-secret.v'],
  '$fopen, $readmemh, $fread of any path': ['read-secret.v'],
  'writing to any path': ['write-outside.v'],
  'a flood into many files': ['many-files-flood.v'],
  'files left for the next job': ['leaves-files.v', 'finds-files.v'],
};

/** All text that a result holds. */
export function allLogs({ preprocess, compile, simulation }: SimulationResult): string {
  return [preprocess, compile, simulation].map((step) => step?.log ?? '').join('\n');
}
