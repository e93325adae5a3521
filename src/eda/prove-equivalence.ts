import type { NetlistFacts } from './equivalence/netlist-facts.ts';
import {
  boundedScript,
  correspondenceProven,
  correspondenceScript,
  drivenSteps,
  type ResetDrive,
  type Timing,
} from './equivalence/proof-scripts.ts';
import { haveSameStructure } from './equivalence/same-structure.ts';
import { readSatLog, type SatFinding } from './equivalence/sat-log.ts';
import { moduleOf, readSide, type Side, sideOutputs, sideScript } from './equivalence/side.ts';
import { isPlainIdentifier, type SourceFile } from './simulation-job.ts';
import type { Toolbox, ToolRun } from './toolbox.ts';
import { yosysSources } from './yosys-source.ts';

export interface EquivalenceJob {
  /** The reference: where it is unknown, the other may be anything. */
  gold: SourceFile[];
  gate: SourceFile[];
  top: string;
  /** Default: `top`. */
  gateTop?: string;
  /** Compare this output alone. */
  output?: string;
  /** Driven active first; without it registers start at their initial values or at zero. */
  reset?: ResetDrive;
  /** Clock cycles of a bounded comparison, default 24. */
  steps?: number;
  /** Default 20. */
  inductionCpuSeconds?: number;
  /** Default 40. */
  boundedCpuSeconds?: number;
  /**
   * False: leave the search for a counterexample out. What it decides in its time depends on the machine; what is left is
   * the same everywhere.
   */
  search?: boolean;
}

/** Whether two designs can be told apart at their outputs, and how far that was looked at. */
export interface EquivalenceResult {
  verdict: 'equivalent' | 'different' | 'undecided';
  /**
   * `text`: the same sources; `structure`: the same netlist; `induction`: for any number of cycles; `bounded`: for
   * `bound` of them; null: nothing could be tried.
   */
  method: 'text' | 'structure' | 'induction' | 'bounded' | null;
  /** Steps that hold: clock cycles, or clock edges where there are several clocks or latches. */
  bound?: number;
  /** What is taken for granted. */
  assumptions: string[];
  /** Of an undecided comparison. */
  reason?: string;
  /** Inputs of each step, and the outputs that then differ. */
  counterexample?: string;
  /** Wall-clock. */
  seconds: number;
}

type Finding = Omit<EquivalenceResult, 'seconds' | 'assumptions'> & { assumptions?: string[] };

const STEPS = 24;
const START_EQUAL = 'registers without an initial value start equal';
const START_AT_ZERO = 'registers without an initial value start at zero';
/** References whose netlists are kept, for they come again with every mutant. */
const REFERENCES_KEPT = 8;

/**
 * Compares two designs: as text, by correspondence of their registers, by structure, then by a bounded search that
 * becomes a proof where induction closes it. Designs without a common port list or with conflicting drivers are
 * undecided, and so are those with combinational loops unless both are one netlist: of the others, anything could be
 * proved.
 * @throws QuarryError TOOL_MISSING without Yosys, JOB_INVALID for unsafe file names
 */
export async function proveEquivalence(box: Toolbox, job: EquivalenceJob): Promise<EquivalenceResult> {
  const started = performance.now();
  const { assumptions = [], ...finding } = await compare(box, job);
  return { ...finding, assumptions, seconds: (performance.now() - started) / 1000 };
}

async function compare(box: Toolbox, job: EquivalenceJob): Promise<Finding> {
  const unsafe = unsafeNames(job);
  if (unsafe !== undefined) return undecided(unsafe);
  const gold = await reference(box, job);
  if ('problem' in gold) return undecided(gold.problem);
  if (sameText(job)) return { verdict: 'equivalent', method: 'text' };
  const run = await box.yosys(gateJob(job, gold.netlist));
  const gate = readSide('gate', run);
  if ('problem' in gate) return undecided(gate.problem);
  const mismatch = portMismatch(gold.facts, gate.facts) ?? resetMismatch(job, gold.facts);
  if (mismatch !== undefined) return undecided(mismatch);
  const clocks = commonClock(gold.facts, gate.facts);
  // Around a loop anything can be proved, except of one and the same.
  const loop = gold.hasLoop ? 'gold' : gate.hasLoop ? 'gate' : undefined;
  const isClear = loop === undefined && clocks !== 'many' && sameRegisters(gold.facts, gate.facts);
  if (isClear && correspondenceProven(run.files['status']))
    return {
      verdict: 'equivalent',
      method: 'induction',
      assumptions: assumptionsOf([gold.facts], true, START_EQUAL),
    };
  if (isSameNetlist(gold, gate))
    return {
      verdict: 'equivalent',
      method: 'structure',
      assumptions: assumptionsOf([gold.facts], false, START_EQUAL),
    };
  if (loop !== undefined) return undecided(`${loop}: a combinational loop`);
  if (job.search === false)
    return undecided('their registers do not correspond, and no search was asked for');
  return bounded(box, job, gold, gate, clocks !== 'many');
}

function isSameNetlist(gold: { json: string }, gate: { json: string }): boolean {
  return haveSameStructure(
    { json: gold.json, module: moduleOf('gold') },
    { json: gate.json, module: moduleOf('gate') },
  );
}

function unsafeNames({ top, gateTop = top, output = top, reset }: EquivalenceJob): string | undefined {
  const bad = [top, gateTop, output, reset?.signal ?? top].find((name) => !isPlainIdentifier(name));
  return bad === undefined ? undefined : `\`${bad}\` is not a plain identifier`;
}

function undecided(reason: string): Finding {
  return { verdict: 'undecided', method: null, reason };
}

function sameText({ gold, gate, top, gateTop = top }: EquivalenceJob): boolean {
  const texts = (files: readonly SourceFile[]): string => JSON.stringify(files.map(({ text }) => text));
  return top === gateTop && texts(gold) === texts(gate);
}

const references = new WeakMap<Toolbox, Map<string, Promise<Side>>>();

function reference(box: Toolbox, job: EquivalenceJob): Promise<Side> {
  const { gold, top, output, inductionCpuSeconds } = job;
  const key = JSON.stringify([top, output, inductionCpuSeconds, gold]);
  const known = references.get(box) ?? new Map<string, Promise<Side>>();
  references.set(box, known);
  const side = known.get(key) ?? readReference(box, job);
  known.delete(key);
  known.set(key, side);
  const [oldest] = known.keys();
  if (known.size > REFERENCES_KEPT) known.delete(oldest!);
  return side;
}

async function readReference(box: Toolbox, { gold, top, output, ...job }: EquivalenceJob): Promise<Side> {
  const run = await box.yosys({
    files: yosysSources(gold),
    script: sideScript('gold', gold, top, output),
    outputs: sideOutputs('gold'),
    cpuSeconds: job.inductionCpuSeconds ?? 20,
  });
  return readSide('gold', run);
}

/** Reads the other side and at once tries the correspondence, which may turn out not to count. */
function gateJob(job: EquivalenceJob, gold: string): Parameters<Toolbox['yosys']>[0] {
  const { gate, top, gateTop = top, output } = job;
  return {
    files: [...yosysSources(gate), { name: 'gold.il', text: gold }],
    script: [
      sideScript('gate', gate, gateTop, output),
      correspondenceScript(['read_rtlil gold.il', 'read_rtlil @out/gate.il']),
    ].join('\n'),
    outputs: [...sideOutputs('gate'), 'status'],
    cpuSeconds: job.inductionCpuSeconds ?? 20,
  };
}

function portMismatch(gold: NetlistFacts, gate: NetlistFacts): string | undefined {
  const names = new Set([...gold.ports.keys(), ...gate.ports.keys()]);
  const different = [...names].filter((name) => gold.ports.get(name) !== gate.ports.get(name));
  if (different.length === 0) return undefined;
  const words = different.map(
    (name) => `${name} (${gold.ports.get(name) ?? 'absent'}, ${gate.ports.get(name) ?? 'absent'})`,
  );
  return `the ports differ: ${words.join(', ')}`;
}

function resetMismatch({ reset }: EquivalenceJob, { ports }: NetlistFacts): string | undefined {
  if (reset === undefined || ports.get(reset.signal) === 'input [1]') return undefined;
  return `the reset \`${reset.signal}\` is no input of one bit`;
}

/** Without registers on one side, the other's clock counts, unless it is data here. */
function commonClock(gold: NetlistFacts, gate: NetlistFacts): NetlistFacts['clock'] {
  if (JSON.stringify(gold.clock) === JSON.stringify(gate.clock)) return gold.clock;
  return 'many';
}

function sameRegisters(gold: NetlistFacts, gate: NetlistFacts): boolean {
  if (gold.unnamedRegisters + gate.unnamedRegisters > 0) return false;
  if (gold.registers.size !== gate.registers.size) return false;
  return [...gold.registers].every(([name, initial]) => gate.registers.get(name) === initial);
}

/** What is taken for granted of each design. @param start of registers without an initial value */
function assumptionsOf(sides: readonly NetlistFacts[], singleClock: boolean, start?: string): string[] {
  const unknown = sides.some(({ registers }) => [...registers.values()].includes('x'));
  const asynchronous = singleClock && sides.some((side) => side.asynchronous);
  return [
    ...(unknown && start !== undefined ? [start] : []),
    ...(asynchronous ? ['asynchronous inputs change with the clock'] : []),
  ];
}

async function bounded(
  box: Toolbox,
  job: EquivalenceJob,
  gold: Exclude<Side, { problem: string }>,
  gate: Exclude<Side, { problem: string }>,
  singleClock: boolean,
): Promise<Finding> {
  const seconds = job.boundedCpuSeconds ?? 40;
  const cycles = job.steps ?? STEPS;
  const timing: Timing = {
    singleClock,
    steps: singleClock ? cycles : 2 * cycles,
    clockPorts: [...new Set([...gold.facts.clockPorts, ...gate.facts.clockPorts])],
    reset: job.reset,
    seconds,
  };
  // Where a reset is driven, registers may start unknown; where initial values are declared on one side only, they
  // must: a difference from what the other side leaves open says nothing.
  const declaredApart = !sameInitialValues(gold.facts, gate.facts);
  const withUnknown = job.reset !== undefined || declaredApart;
  const run = await box.yosys({
    files: [
      { name: 'gold.il', text: gold.netlist },
      { name: 'gate.il', text: gate.netlist },
    ],
    script: boundedScript(timing, declaredApart ? 'always' : withUnknown ? 'if_equal' : 'never'),
    outputs: ['zero', 'unknown'],
    cpuSeconds: seconds,
  });
  const zero = readSatLog(run.files['zero']);
  const unknown = withUnknown ? readSatLog(run.files['unknown']) : undefined;
  const sides = [gold.facts, gate.facts];
  const assumptions =
    job.reset === undefined
      ? assumptionsOf(sides, singleClock, START_AT_ZERO)
      : [resetAssumption(job.reset), ...assumptionsOf(sides, singleClock)];
  return { ...boundedFinding(zero, unknown, declaredApart, timing, run), assumptions };
}

function sameInitialValues(gold: NetlistFacts, gate: NetlistFacts): boolean {
  const declared = ({ registers }: NetlistFacts): string =>
    JSON.stringify([...registers].filter(([, initial]) => initial !== 'x').sort());
  return declared(gold) === declared(gate);
}

function boundedFinding(
  zero: SatFinding,
  unknown: SatFinding | undefined,
  declaredApart: boolean,
  timing: Timing,
  run: ToolRun,
): Finding {
  const bound = Math.max(0, zero.provenSteps - drivenSteps(timing));
  const tried = { method: 'bounded', bound } as const;
  if (zero.outcome === 'model' && (!declaredApart || unknown?.outcome === 'model')) {
    const { counterexample } = zero;
    return { verdict: 'different', ...tried, ...(counterexample === undefined ? {} : { counterexample }) };
  }
  const unfinished = [zero, unknown].some((finding) => finding?.outcome === 'unfinished');
  if (unfinished) return { verdict: 'undecided', ...tried, reason: whyUnfinished(run) };
  if (zero.outcome === 'model' || unknown?.outcome === 'model')
    return { verdict: 'undecided', ...tried, reason: 'they differ only while registers are unknown' };
  if (zero.outcome === 'induction') return { verdict: 'equivalent', method: 'induction' };
  return { verdict: 'equivalent', ...tried };
}

function whyUnfinished(run: ToolRun): string {
  if (run.outcome === 'ok') return 'the solver ran out of time';
  return run.outcome === 'failed' ? 'the solver gave up' : `the solver met its ${run.outcome}`;
}

function resetAssumption({ signal, activeHigh, cycles = 2 }: ResetDrive): string {
  return `${signal} is ${activeHigh ? 1 : 0} in the first ${cycles} cycles`;
}
