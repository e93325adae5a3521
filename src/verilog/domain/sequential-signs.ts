import { feedbackSignals, latchesOf } from '../complexity/registers.ts';
import type { DomainSign } from './domain-sign.ts';
import { machineSigns, processorSigns } from './machine-signs.ts';
import type { ModuleView } from './module-view.ts';
import type { RegisterRoles } from './register-roles.ts';

/** Words of a module's name behind which a toggling register is a clock. */
const CLOCK_NAME = /clk|clock|freq|div/i;
const CLOCK_OUTPUT =
  /(?:^|_)(?:out)?cl(?:oc)?k(?:_?(?:o|out|en|\d+\w*))?$|^clk(?:out|div|_en)|^c\d$|^cen(?:_|$)/i;

/** What registers do: count, shift, follow an input, remember, divide a clock, control. */
export function sequentialSigns(view: ModuleView, roles: RegisterRoles): DomainSign[] {
  const { registers } = view;
  if (registers.size === 0) return [...machineSigns(view), ...latchSigns(view)];
  return [
    ...roleSigns(view, roles),
    ...machineSigns(view),
    ...edgeSigns(view),
    ...clockSigns(view),
    ...chainSigns(view),
    ...pictureSigns(view, roles),
    ...feedbackShiftSigns(view, roles),
    ...processorSigns(view),
    { domain: 'register', strength: 30, reason: `${registers.size} registers` },
  ];
}

function latchSigns({ structure }: ModuleView): DomainSign[] {
  const [latched] = latchesOf(structure);
  if (latched !== undefined) return [{ domain: 'register', strength: 45, reason: `latch ${latched}` }];
  const [kept] = feedbackSignals(structure);
  return kept === undefined
    ? []
    : [{ domain: 'register', strength: 45, reason: `${kept} holds its value by feedback` }];
}

/** A role gives the domain where it is that of a good part of the registers, and a hint where it is not. */
function roleSigns({ registers, clocked, structure }: ModuleView, roles: RegisterRoles): DomainSign[] {
  const hasMachine = structure.fsms.length > 0;
  const list = (names: readonly string[]) =>
    `${names.slice(0, 4).join(', ')}${names.length > 4 ? ` and ${names.length - 4} more` : ''}`;
  const strength = (names: readonly string[], main: number, hint: number) =>
    names.length / registers.size >= 0.3 ? main : hint;
  const { counters, shifters, copies } = roles;
  const dominated = [counters, shifters, roles.accumulators].some(
    (names) => names.length / registers.size >= 0.3,
  );
  const conditions = clocked.filter(({ enclosing }) =>
    enclosing.some(({ kind }) => /if|case/.test(kind)),
  ).length;
  return [
    ...(counters.length > 0
      ? [
          {
            domain: 'counter' as const,
            strength: strength(counters, 58, 38),
            reason: `${list(counters)} count`,
          },
        ]
      : []),
    ...(shifters.length > 0
      ? [
          {
            domain: 'shift_register' as const,
            strength: strength(shifters, 60, 39),
            reason: `${list(shifters)} shift`,
          },
        ]
      : []),
    ...(registers.size >= 4 && copies.length / registers.size >= 0.7
      ? [{ domain: 'register' as const, strength: 57, reason: `${list(copies)} only take over signals` }]
      : []),
    ...(registers.size >= (hasMachine ? 5 : 7) && !dominated && conditions > 0
      ? [
          {
            domain: 'controller' as const,
            strength: 45,
            reason: `${registers.size} registers of many uses under ${conditions} conditions`,
          },
        ]
      : []),
  ];
}

/** An input beside its value of the cycle before: `in & ~last`, `in ^ last`. */
function edgeSigns({
  bits,
  clocked,
  combinational,
  inputs,
  registers,
  rightSide,
  structure,
}: ModuleView): DomainSign[] {
  const clocks = new Set(structure.clocks.map(({ signal }) => signal));
  const resets = new Set(structure.resets.map(({ signal }) => signal));
  const followers = clocked.flatMap((assignment) => {
    const source = rightSide(assignment);
    const [name] = assignment.defs;
    const enables = assignment.conditionUses.filter((used) => !clocks.has(used) && !resets.has(used));
    const isSignal = inputs.has(source) || (bits.has(source) && !registers.has(source));
    return name !== undefined && enables.length <= 1 && isSignal && !clocks.has(source)
      ? [{ name, source, isAlways: enables.length === 0 }]
      : [];
  });
  const found = followers.find(({ name, source, isAlways }) =>
    [...clocked, ...combinational].some((assignment) => {
      const right = rightSide(assignment);
      if (!assignment.dataUses.includes(name) || !assignment.dataUses.includes(source)) return false;
      return isAlways
        ? /~|!|\^|!=/.test(right) && /[&^|]|!=/.test(right)
        : /&/.test(right) && /~|!(?!=)/.test(right);
    }),
  );
  if (found === undefined) return [];
  const reason = `${found.source} beside its last value ${found.name}`;
  return [{ domain: 'edge_detector', strength: registers.size <= 4 ? 80 : 37, reason }];
}

/** An output that is a clock: one that toggles, or that is called so in a module of few outputs. */
function clockSigns({
  clocked,
  combinational,
  outputs,
  rightSide,
  registers,
  structure,
}: ModuleView): DomainSign[] {
  const clockOutputs = [...outputs].filter((name) => CLOCK_OUTPUT.test(name));
  const isMain = clockOutputs.length > 0 && clockOutputs.length * 3 >= outputs.size;
  const toggling = clocked.find((assignment) => {
    const [name = ''] = assignment.defs;
    const right = rightSide(assignment).replace(/[()]/g, '');
    const isOutput =
      outputs.has(name) ||
      combinational.some((one) => rightSide(one) === name && outputs.has(one.defs[0] ?? ''));
    const isClock = isOutput && (/cl(?:oc)?k/i.test(name) || isMain || CLOCK_NAME.test(structure.name));
    return isClock && (right === `~${name}` || right === `!${name}`);
  });
  const edges = new Set(structure.clocks.map(({ edge, signal }) => `${edge} ${signal}`));
  const bothEdges = new Set(structure.clocks.map(({ signal }) => signal)).size === 1 && edges.size === 2;
  const signs: DomainSign[] = [];
  if (toggling !== undefined)
    signs.push({
      domain: 'clocking',
      strength: registers.size <= 6 && (isMain || CLOCK_NAME.test(structure.name)) ? 82 : 40,
      reason: `${toggling.defs[0]} toggles${isMain ? `, output ${clockOutputs[0]} is a clock` : ''}`,
    });
  if (isMain)
    signs.push({
      domain: 'clocking',
      // A divider that gives clocks divides clocks.
      strength: /div|presc/i.test(structure.name) ? 91 : 64,
      reason: `output ${clockOutputs[0]} is called a clock`,
    });
  if (bothEdges) signs.push({ domain: 'clocking', strength: 28, reason: 'both edges of one clock' });
  return signs;
}

/** Registers that only hand on: from another clock's side, or a reset that is let go in time with a clock. */
function chainSigns({ clocked, registers, outputs, rightSide, structure, text }: ModuleView): DomainSign[] {
  if (registers.size > 6) return [];
  const handed = clocked.filter((assignment) => registers.has(rightSide(assignment)));
  const resetOutput = [...outputs].find((name) => /(?:^|_)(?:a?rst|reset)n?(?:_|$)/i.test(name));
  const signs: DomainSign[] = [];
  if (handed.length > 0 && /ASYNC_REG/i.test(text))
    signs.push({ domain: 'synchronizer', strength: 83, reason: `${handed[0]!.defs[0]} is marked ASYNC_REG` });
  if (resetOutput !== undefined && outputs.size <= 2 && structure.resets.length > 0)
    signs.push({ domain: 'reset', strength: 81, reason: `output ${resetOutput} is a reset` });
  return signs;
}

/** Counters that give the timing of a picture. */
function pictureSigns({ outputs, registers }: ModuleView, { counters }: RegisterRoles): DomainSign[] {
  const find = (pattern: RegExp) => [...outputs].find((name) => pattern.test(name));
  const [horizontal, vertical] = [find(/h_?sync|(?:^|_)hs(?:_|$)/i), find(/v_?sync|(?:^|_)vs(?:_|$)/i)];
  if (horizontal === undefined || vertical === undefined) return [];
  if (counters.length === 0 || registers.size > 12) return [];
  return [
    { domain: 'counter', strength: 76, reason: `${counters[0]} counts for ${horizontal}, ${vertical}` },
  ];
}

/** A shift register whose input is an exclusive or of its own bits runs through states as a counter does. */
function feedbackShiftSigns(
  { clocked, combinational, rightSide }: ModuleView,
  { shifters }: RegisterRoles,
): DomainSign[] {
  const fed = shifters.find((name) =>
    [...clocked, ...combinational].some(
      (one) =>
        one.dataUses.every((used) => used === name) && /\^/.test(rightSide(one)) && one.dataUses.length > 0,
    ),
  );
  if (fed === undefined) return [];
  return [{ domain: 'counter', strength: 61, reason: `${fed} shifts an exclusive or of its own bits in` }];
}
