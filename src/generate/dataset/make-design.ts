import { keyHash } from '../../core/content-hash.ts';
import { domainOfCategory } from '../../core/domains.ts';
import { QuarryError } from '../../core/errors.ts';
import { createRandom, type Random } from '../../core/random.ts';
import type { StrengthToolset } from '../../truth/strength-tools.ts';
import type { AnyCategory } from '../category.ts';
import type { DesignInstance, DesignStyle } from '../design-family.ts';
import { ALL_FAMILIES } from '../families.ts';
import { mutantFaults } from '../faults/mutant-faults.ts';
import { type JudgedReport, judgedSimulation } from '../measure/judged-simulation.ts';
import { type MeasureOptions, measureDesign } from '../measure/measure-design.ts';
import type { MeasuredCache } from '../measure/measured-cache.ts';
import type { MeasuredDesign } from '../measure/measured-design.ts';
import { type PhrasedProblem, phraseSpecification } from '../phrase-specification.ts';
import { drawDesign } from '../plan/distinct-designs.ts';
import type { PlannedDesign, PlannedRun } from '../plan/generation-plan.ts';
import { portDisagreements } from '../port-disagreements.ts';
import { type Attempt, makeAttempt, makeAttempts } from '../runs/make-attempt.ts';
import type { Scenario } from '../runs/scenario.ts';

/** Raise it when a design would be measured otherwise. */
const VERSION = 1;

/** What designs are made with. */
export interface Workshop {
  readonly tools: StrengthToolset;
  readonly options: MeasureOptions;
  readonly seed: number;
  readonly cache: MeasuredCache;
}

/** A run with its attempts simulated; number and time are given when it is written. */
export interface MadeRun {
  readonly problem: PhrasedProblem;
  readonly style: DesignStyle;
  readonly course: Scenario;
  readonly attempts: readonly [Attempt<JudgedReport>, ...Attempt<JudgedReport>[]];
}

/** What became of a planned design. */
export interface MadeDesign {
  readonly planned: PlannedDesign;
  readonly design: DesignInstance;
  readonly measured: MeasuredDesign;
  /** Why there are no runs of it, each `kind: detail`; empty: there are. */
  readonly faults: readonly string[];
  readonly runs: readonly MadeRun[];
}

/** Draws a planned design, checks its specifications, measures its testbench and makes its runs. */
export async function makeDesign(workshop: Workshop, planned: PlannedDesign): Promise<MadeDesign> {
  const { category, draw, repetition, runs } = planned;
  const design = drawDesign(workshop.seed, category, draw);
  const choices = createRandom(`${workshop.seed}/${category}/${draw}/${repetition}`);
  const phrased = runs.map((run, at) => ({
    run,
    problem: phraseSpecification(ALL_FAMILIES[category], design, choices.fork(`text ${at}`)),
  }));
  const measured = await measure(workshop, design, planned.styles);
  const ports = phrased.flatMap(({ run, problem }) =>
    portDisagreements(problem.specification, styleOf(design, run.style).rtl),
  );
  const faults = [...ports, ...measured.faults, ...machineFaults(category, measured)];
  const made = { planned, design, measured };
  if (faults.length > 0) return { ...made, faults, runs: [] };
  try {
    const simulated = await Promise.all(
      phrased.map(({ run, problem }, at) =>
        makeRun(workshop, problem, run, measured, choices.fork(`run ${at}`)),
      ),
    );
    return { ...made, faults: [], runs: simulated };
  } catch (error) {
    if (!(error instanceof QuarryError) || error.code !== 'GENERATE_NO_FAULT') throw error;
    return { ...made, faults: [`no mistake is noticed: ${error.message}`], runs: [] };
  }
}

function measure(
  { tools, options, cache }: Workshop,
  design: DesignInstance,
  styles: readonly number[],
): Promise<MeasuredDesign> {
  const [first, ...others] = styles.map((at) => styleOf(design, at));
  const used = [first ?? design.styles[0], ...others] as const;
  const unused = design.styles.filter((style) => !used.includes(style));
  const { tool, flags } = tools.simulator;
  const { seed, mutants, atLeast, patterns } = options;
  const key = keyHash(
    String(VERSION),
    ...[seed, String(mutants), String(atLeast), patterns.fingerprint, tool, flags],
    String(tools.toolbox.yosysVersion),
    design.testbench,
    String(used.length),
    ...[...used, ...unused].map(({ rtl }) => rtl),
  );
  return cache.recall(key, () =>
    measureDesign(tools, design, { used: [used[0], ...used.slice(1)], unused }, options),
  );
}

/** Where the transitions of a state machine cannot be counted, nobody knows whether all of them are taken. */
function machineFaults(category: AnyCategory, { machines, passes }: MeasuredDesign): string[] {
  const isHidden = domainOfCategory(category) === 'fsm' && passes && machines.length === 0;
  return isHidden ? ['no style shows a state machine: its transitions cannot be counted'] : [];
}

function styleOf({ styles }: DesignInstance, at: number): DesignStyle {
  return styles[at] ?? styles[0];
}

async function makeRun(
  { tools, options }: Workshop,
  problem: PhrasedProblem,
  { style: at, course }: PlannedRun,
  { testbench }: MeasuredDesign,
  random: Random,
): Promise<MadeRun> {
  const style = styleOf(problem.design, at);
  const { rtl } = style;
  // The quick one, since a candidate that does not end in its time is none.
  const simulate = judgedSimulation(tools.quick, options.patterns);
  const correct = { ...problem.design, rtl, testbench, failing: mutantFaults };
  const attempts = await makeAttempts(course, (plan) => makeAttempt(correct, plan, random, simulate));
  return { problem, style, course, attempts };
}
