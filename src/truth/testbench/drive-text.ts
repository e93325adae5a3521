import type { ClockInput, DesignInterface, DrivenInput } from './design-interface.ts';
import { type HarnessNames, plain, written } from './harness-names.ts';
import { type Phase, type Step, sampleCount } from './stimuli.ts';
import { indented, literal, range } from './verilog-value.ts';

/** When a sample is taken: inputs settled and clocks at rest; after an active edge; after the edge back. */
export type SampleMoment = 'settled' | 'after_edge' | 'at_rest';

/** What a harness does with a sample. All text is Verilog that starts at column 0. */
export interface Sampler {
  /** Formal arguments that a task needs for a sample at a moment. */
  formals(moment: SampleMoment): readonly string[];
  /** Statement that takes a sample. */
  sample(moment: SampleMoment): string;
  /** Actual arguments for the samples from `first` on, as the step's task takes them. */
  actuals(step: Step, first: number): readonly string[];
  /** For `hold`: formals, and statements before the cycles, at each sample on the way and after them. */
  hold: { formals: readonly string[]; begin: string; each: string; end: string };
}

/** Time between two events of a harness, in ns. */
export const SETTLE_NS = 5;

/**
 * Registers for clocks and inputs. Clocks rest and resets are released from the start, by the declaration, so that
 * nothing happens at time 0. Other inputs are unknown until the first step: its values are then a change, which
 * `always @*` waits for.
 */
export function driveDeclarations(design: DesignInterface, names: HarnessNames): string {
  const clocks = design.clocks.map((clock) => `reg ${written(clock.name)} = 1'b${clock.idle};`);
  const inputs = design.inputs.map((input) => {
    const reset = design.resets.find(({ name }) => name === input.name);
    const initial = reset === undefined ? '' : ` = 1'b${1 - reset.active}`;
    return `reg ${range(input.bits)}${driver(input, names)}${initial};`;
  });
  return [...clocks, ...inputs].join('\n');
}

/** The tasks that steps call. */
export function driveTasks(
  design: DesignInterface,
  names: HarnessNames,
  sampler: Sampler,
  phases: readonly Phase[],
): string {
  const kinds = new Set(phases.flatMap((phase) => phase.steps.map((step) => step.kind)));
  const perClock = design.clocks.flatMap((clock) => [
    ...(kinds.has('cycle') ? [cycleTask(design, clock, names, sampler)] : []),
    ...(kinds.has('level') ? levelTasks(design, clock, names, sampler) : []),
    ...(kinds.has('hold') ? [holdTask(design, clock, names, sampler)] : []),
  ]);
  return [...(kinds.has('settle') ? [settleTask(design, names, sampler)] : []), ...perClock].join('\n\n');
}

/** One call a step, phase by phase under its title. `firstSample` of the first step is 0. */
export function driveCalls(
  design: DesignInterface,
  names: HarnessNames,
  sampler: Sampler,
  phases: readonly Phase[],
): string {
  let sample = 0;
  const calls = (steps: readonly Step[]): string[] =>
    steps.map((step) => {
      const inputs =
        'inputs' in step ? step.inputs.map((value, at) => literal(design.inputs[at]!.bits, value)) : [];
      const cycles = step.kind === 'hold' ? [String(step.cycles)] : [];
      const actuals = [...cycles, ...inputs, ...sampler.actuals(step, sample)];
      sample += sampleCount(step);
      return `${taskName(design, step, names)}${actuals.length === 0 ? '' : `(${actuals.join(', ')})`};`;
    });
  return phases.map(({ title, steps }) => [`// ${title}`, ...calls(steps)].join('\n')).join('\n\n');
}

/** The connections of an instance, each to what the two functions name. */
export function connections(
  design: DesignInterface,
  outputNet: (name: string) => string = written,
  inputNet: (name: string) => string = written,
): string {
  return design.ports
    .map(
      ({ name, direction }) =>
        `  .${written(name)}(${direction === 'input' ? inputNet(name) : outputNet(name)})`,
    )
    .join(',\n');
}

/**
 * A net for each output and inout under the name that `rename` gives it. An inout is pulled to what its driver holds:
 * the design overrules that where it drives, and shows it where it does not.
 */
export function outputNets(
  design: DesignInterface,
  names: HarnessNames,
  rename: (name: string) => string = written,
): string {
  return design.outputs
    .flatMap(({ name, bits }) => {
      const pulled = design.inputs.find((input) => input.name === name);
      const net = `wire ${range(bits)}${rename(name)};`;
      return pulled === undefined
        ? [net]
        : [net, `assign (pull1, pull0) ${rename(name)} = ${driver(pulled, names)};`];
    })
    .join('\n');
}

/** `#(.WIDTH(8)) ` for an instance, nothing where all parameters keep their defaults. */
export function parameterText(design: DesignInterface): string {
  const list = Object.entries(design.parameters).map(([name, value]) => `.${written(name)}(${value})`);
  return list.length === 0 ? '' : `#(${list.join(', ')}) `;
}

function driver(input: DrivenInput, names: HarnessNames): string {
  return input.role === 'inout' ? names(`${plain(input.name)}_drive`) : written(input.name);
}

function taskName(design: DesignInterface, step: Step, names: HarnessNames): string {
  if (step.kind === 'settle') return names('settle');
  const suffix = design.clocks.length === 1 ? '' : `_${plain(design.clocks[step.clock]!.name)}`;
  if (step.kind === 'level') return names(`${step.active ? 'start' : 'end'}_pulse${suffix}`);
  return names(`${step.kind}${suffix}`);
}

function settleTask(design: DesignInterface, names: HarnessNames, sampler: Sampler): string {
  const step: Step = { kind: 'settle', inputs: [] };
  const note = '// New inputs while no clock moves.';
  return task(
    note,
    names,
    taskName(design, step, names),
    [...inputFormals(design, names), ...sampler.formals('settled')],
    [...applyInputs(design, names), `#${SETTLE_NS} ${sampler.sample('settled')}`],
  );
}

function cycleTask(
  design: DesignInterface,
  clock: ClockInput,
  names: HarnessNames,
  sampler: Sampler,
): string {
  const step: Step = { kind: 'cycle', clock: design.clocks.indexOf(clock), inputs: [] };
  const note = `// One cycle of ${clock.name}: new inputs, its active edge, the edge back.`;
  const formals = [
    ...new Set((['settled', 'after_edge', 'at_rest'] as const).flatMap((one) => sampler.formals(one))),
  ];
  return task(
    note,
    names,
    taskName(design, step, names),
    [...inputFormals(design, names), ...formals],
    [
      ...applyInputs(design, names),
      `#${SETTLE_NS} ${sampler.sample('settled')}`,
      ...pulse(clock, sampler.sample('after_edge'), sampler.sample('at_rest')),
    ],
  );
}

function levelTasks(
  design: DesignInterface,
  clock: ClockInput,
  names: HarnessNames,
  sampler: Sampler,
): string[] {
  return [true, false].map((active) => {
    const step: Step = { kind: 'level', clock: design.clocks.indexOf(clock), active };
    const note = `// The ${active ? 'active edge' : 'edge back'} of ${clock.name} alone.`;
    return task(note, names, taskName(design, step, names), sampler.formals('after_edge'), [
      `${written(clock.name)} = 1'b${active ? 1 - clock.idle : clock.idle};`,
      `#${SETTLE_NS} ${sampler.sample('after_edge')}`,
    ]);
  });
}

function holdTask(design: DesignInterface, clock: ClockInput, names: HarnessNames, sampler: Sampler): string {
  const step: Step = { kind: 'hold', clock: design.clocks.indexOf(clock), inputs: [], cycles: 0 };
  const note = `// Many cycles of ${clock.name} with the same inputs.`;
  const formals = [...inputFormals(design, names), ...sampler.formals('at_rest'), ...sampler.hold.formals];
  return task(
    note,
    names,
    taskName(design, step, names),
    [`input integer ${names('length')}`, ...formals],
    [
      ...applyInputs(design, names),
      ...(sampler.hold.begin === '' ? [] : [sampler.hold.begin]),
      `repeat (${names('length')}) begin`,
      indented([`#${SETTLE_NS} ${sampler.hold.each}`, ...pulse(clock, sampler.hold.each, '')].join('\n'), 2),
      'end',
      sampler.sample('at_rest'),
      ...(sampler.hold.end === '' ? [] : [sampler.hold.end]),
    ],
  );
}

function pulse(clock: ClockInput, afterEdge: string, atRest: string): string[] {
  return [
    `${written(clock.name)} = 1'b${1 - clock.idle};`,
    `#${SETTLE_NS} ${afterEdge}`,
    `${written(clock.name)} = 1'b${clock.idle};`,
    `#${SETTLE_NS} ${atRest}`.trimEnd() + (atRest === '' ? ';' : ''),
  ];
}

function inputFormals(design: DesignInterface, names: HarnessNames): string[] {
  return design.inputs.map((input) => `input ${range(input.bits)}${names(`${plain(input.name)}_next`)}`);
}

function applyInputs(design: DesignInterface, names: HarnessNames): string[] {
  return design.inputs.map((input) => `${driver(input, names)} = ${names(`${plain(input.name)}_next`)};`);
}

function task(
  note: string,
  names: HarnessNames,
  name: string,
  formals: readonly string[],
  body: readonly string[],
): string {
  const head = formals.length === 0 ? `task ${name};` : `task ${name}(\n  ${formals.join(',\n  ')}\n);`;
  return `${note}\n${head}\n  begin\n    ${names('step')} = ${names('step')} + 1;
${indented(body.join('\n'), 4)}\n  end\nendtask`;
}
