import { moduleOf } from './side.ts';

/** The reset that is driven active in the first steps of a bounded comparison. */
export interface ResetDrive {
  signal: string;
  activeHigh: boolean;
  /** Clock cycles, default 2. */
  cycles?: number;
}

/** How a comparison runs through time. */
export interface Timing {
  /** One step of the solver is one clock cycle; otherwise every clock edge is a step of its own. */
  singleClock: boolean;
  /** Compared steps. */
  steps: number;
  /** Input ports that clock something. */
  clockPorts: readonly string[];
  reset: ResetDrive | undefined;
  /** Wall-clock seconds of one question to the solver. */
  seconds: number;
}

// Only merges and constants: sideScript says what the other optimisations would lose. Without -keepdc `x | y` becomes 1,
// and an output that nothing drives would be proved equal to one that is always 1.
const SIMPLIFY = ['opt_expr -keepdc', 'opt_merge', 'opt_clean'];

/**
 * Registers of the same name are taken as equal, and are proved equal one cycle later with all signals between them:
 * `equiv_simple` looks no further. Sound where registers have the same names and initial values and one clock.
 * @param read commands that read both netlists @returns a script that leaves `status`
 */
export function correspondenceScript(read: readonly string[]): string {
  return [
    ...read,
    'async2sync',
    `equiv_make ${moduleOf('gold')} ${moduleOf('gate')} eq`,
    'hierarchy -top eq',
    ...SIMPLIFY,
    'equiv_simple -undef',
    'tee -q -o @out/status equiv_status',
  ].join('\n');
}

/** Whether a correspondence script proved everything, and whether there was anything. */
export function correspondenceProven(status = ''): boolean {
  const counts = /^ *Of those cells (\d+) are proven and (\d+) are unproven\.$/m.exec(status);
  return counts !== null && Number(counts[1]) > 0 && Number(counts[2]) === 0;
}

/**
 * Looks for inputs from the start that make an output differ, unknown values of the reference set aside. Leaves
 * `zero`, where registers without an initial value start at zero, and `unknown`, where they start unknown.
 * @param unknown whether the second is asked: `never`, `if_equal` after the first found nothing, or `always`
 */
export function boundedScript(timing: Timing, unknown: 'never' | 'if_equal' | 'always'): string {
  return [
    ...miter(timing),
    sat('zero', timing, `-set-init-zero${unknown === 'always' ? '' : ' -verify'}`),
    ...(unknown === 'never' ? [] : [sat('unknown', timing, '-set-init-undef')]),
  ].join('\n');
}

function miter({ singleClock }: Timing): string[] {
  return [
    'read_rtlil gold.il',
    'read_rtlil gate.il',
    singleClock ? 'async2sync' : 'clk2fflogic',
    `miter -equiv -ignore_gold_x -make_outputs -flatten ${moduleOf('gold')} ${moduleOf('gate')} miter`,
    'hierarchy -top miter',
    ...SIMPLIFY,
  ];
}

function sat(name: string, timing: Timing, options: string): string {
  const driven = drivenSteps(timing);
  const range =
    driven === 0
      ? `-tempinduct -maxsteps ${timing.steps}`
      : // An induction step would take the driven values for given in any step.
        `-tempinduct-baseonly -seq ${driven} -maxsteps ${timing.steps + driven}`;
  const words = [
    `tee -q -o @out/${name} sat ${range} -timeout ${timing.seconds} ${options}`,
    '-enable_undef -set-def-inputs -prove trigger 0 -show-ports',
    ...drives(timing),
    'miter',
  ];
  return words.join(' ');
}

/** Steps in which the reset is active and nothing is compared. */
export function drivenSteps({ singleClock, reset }: Timing): number {
  const cycles = reset?.cycles ?? 2;
  return reset === undefined ? 0 : singleClock ? cycles : 2 * cycles;
}

function drives(timing: Timing): string[] {
  const { reset, singleClock, clockPorts } = timing;
  if (reset === undefined) return [];
  return Array.from({ length: drivenSteps(timing) }, (_, index) => [
    `-set-at ${index + 1} in_${reset.signal} ${reset.activeHigh ? 1 : 0}`,
    ...(singleClock ? [] : clockPorts.map((port) => `-set-at ${index + 1} in_${port} ${index % 2}`)),
  ]).flat();
}
