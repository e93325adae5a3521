import { type Interval, wilsonInterval } from '../core/wilson-interval.ts';
import type { Simulator, SourceFile } from '../eda/simulator.ts';
import { type DesignMutant, designMutants } from './design-mutants.ts';
import type { Judgement } from './judge-simulation.ts';
import { type StubDesign, stubDesigns } from './stubs.ts';
import type { TestbenchJudge } from './testbench-judge.ts';
import { fateOf, fatesOf, type Trial, type Variant } from './try-variants.ts';

/** Whether a mutant that a testbench let pass differs from the design at all, and how that was found. */
export interface Settlement {
  outcome: 'equivalent' | 'different' | 'undecided';
  /** What was done and assumed: `induction`, `no difference in 24 steps after reset`, ... */
  how: string;
  /** `equivalent` holds for a stated number of steps only. */
  isBounded?: boolean;
}

export interface StrengthTools {
  simulator: Simulator;
  /** One with a short limit, for mutants of a design that runs fast: of endless ones there are always some. */
  quick?: Simulator;
  /** Compares a surviving mutant with the design; without it every survivor is undecided. */
  settle?: (mutant: SourceFile[]) => Promise<Settlement>;
}

export interface StrengthJob {
  design: SourceFile[];
  top: string;
  testbench: TestbenchJudge;
  /** At most so many mutants (default 200, and 20 where a simulation takes over a second of CPU), drawn by `seed`. */
  limit?: number;
  seed?: string;
  /** Ids of mutants that are known to be killed: they are not simulated again. */
  killed?: ReadonlySet<string>;
  /** Is told what each mutant and stub that was rejected made the testbench print. */
  onRejected?: (variant: Variant, log: string) => void;
}

/** A mutant that passed. `line` is 1-based in `file`. */
export interface Survivor {
  id: string;
  operator: string;
  file: string;
  line: number;
  before: string;
  after: string;
  how: string;
}

/** How strong a testbench is for one design. */
export interface Strength {
  top: string;
  /** What the design itself gets; nothing else was tried unless it passes. */
  original: Judgement;
  /** Mutants before sampling, and those tried. */
  available: number;
  mutants: number;
  /** Do not compile: they say nothing. */
  invalid: number;
  killed: number;
  equivalent: number;
  /** Of the equivalent ones, those compared for a stated number of steps only. */
  equivalentWithinBound: number;
  survivors: Survivor[];
  undecided: Survivor[];
  /** killed / (killed + survivors), the undecided left out; null when nothing can be said. */
  score: number | null;
  /** 95 % Wilson interval of the score. */
  interval: Interval | null;
  /** The score if all undecided mutants differ. */
  lowestScore: number | null;
  /** A stub that equals the design is not among them. */
  stubs: { name: StubDesign['name']; rejected: boolean }[];
}

const DEFAULT_LIMIT = 200;
/** CPU time of a simulation up to which its mutants get the short limit, which is many times that. */
const QUICK_MS = 200;
/** Of a simulation that takes longer than this so many mutants must do. */
const SLOW_MS = 1000;
const SLOW_LIMIT = 20;

/**
 * Tries a testbench with mistakes: every mutant of the design and every stub that it accepts is a hole in it. A
 * mutant is killed by any verdict but a pass; one that does not compile does not count. Needs `loadParser()`.
 */
export async function scoreTestbench(tools: StrengthTools, job: StrengthJob): Promise<Strength> {
  const { design, top, testbench } = job;
  const result = await tools.simulator.run(testbench.job(design));
  const original = testbench.judge(result, design);
  if (original.verdict !== 'pass') return { ...NOTHING_TRIED, top, original };
  const cpuMs = result.simulation?.cpuMs ?? 0;
  const limit = job.limit ?? DEFAULT_LIMIT;
  const { mutants, available } = designMutants(design, top, {
    limit: cpuMs > SLOW_MS ? Math.min(limit, SLOW_LIMIT) : limit,
    ...(job.seed === undefined ? {} : { seed: job.seed }),
  });
  const trial = {
    simulator: cpuMs <= QUICK_MS ? (tools.quick ?? tools.simulator) : tools.simulator,
    testbench,
    killed: job.killed,
    onRejected: job.onRejected,
  };
  const stubs = await tryStubs(tools, trial, job, result.simulation?.log ?? '');
  const fates = await fatesOf(trial, design, mutants);
  const survived = mutants.filter((_, at) => fates[at] === 'survived');
  const settled = await settleSurvivors(tools, survived);
  const of = (outcome: Settlement['outcome']): Survivor[] =>
    settled.filter((one) => one.settlement.outcome === outcome).map(survivorOf);
  const killed = fates.filter((fate) => fate === 'killed').length;
  const [survivors, undecided] = [of('different'), of('undecided')];
  const decided = killed + survivors.length;
  return {
    top,
    original,
    available,
    mutants: mutants.length,
    invalid: mutants.length - killed - survived.length,
    killed,
    equivalent: of('equivalent').length,
    equivalentWithinBound: settled.filter(({ settlement }) => settlement.isBounded === true).length,
    survivors,
    undecided,
    score: decided === 0 ? null : killed / decided,
    interval: decided === 0 ? null : wilsonInterval(killed, decided),
    lowestScore: decided + undecided.length === 0 ? null : killed / (decided + undecided.length),
    stubs,
  };
}

const NOTHING_TRIED = {
  available: 0,
  mutants: 0,
  invalid: 0,
  killed: 0,
  equivalent: 0,
  equivalentWithinBound: 0,
  survivors: [],
  undecided: [],
  score: null,
  interval: null,
  lowestScore: null,
  stubs: [],
} satisfies Partial<Strength>;

async function tryStubs(
  { settle }: StrengthTools,
  trial: Trial,
  { design: files, top }: StrengthJob,
  passingLog: string,
): Promise<Strength['stubs']> {
  const stubs = stubDesigns(files, top, passingLog);
  const tried = await Promise.all(
    stubs.map(async (stub) => {
      const { name, design } = stub;
      const rejected = (await fateOf(trial, design, { stub })) !== 'survived';
      const isDesign = !rejected && (await settle?.(design))?.outcome === 'equivalent';
      return isDesign ? [] : [{ name, rejected }];
    }),
  );
  return tried.flat();
}

interface Settled {
  mutant: DesignMutant;
  settlement: Settlement;
}

const NOT_COMPARED: Settlement = { outcome: 'undecided', how: 'not compared: there is no tool for it' };

function settleSurvivors({ settle }: StrengthTools, survivors: readonly DesignMutant[]): Promise<Settled[]> {
  return Promise.all(
    survivors.map(async (mutant) => ({
      mutant,
      settlement: settle === undefined ? NOT_COMPARED : await settle(mutant.design()),
    })),
  );
}

function survivorOf({ mutant, settlement }: Settled): Survivor {
  const { id, operator, file, line, before, after } = mutant;
  return { id, operator, file, line, before, after, how: settlement.how };
}
