import type { DomainSign } from './domain-sign.ts';
import type { ModuleView } from './module-view.ts';

/** What registers do: count, shift, follow an input, remember, divide a clock. */
export function sequentialSigns(view: ModuleView): DomainSign[] {
  if (view.registers.size === 0) return latchSigns(view);
  return [
    ...counterSigns(view),
    ...shiftSigns(view),
    ...edgeSigns(view),
    ...dividerSigns(view),
    ...synchronizerSigns(view),
    { domain: 'register', strength: 30, reason: `${view.registers.size} registers` },
  ];
}

function latchSigns({ structure }: ModuleView): DomainSign[] {
  const latched = structure.processes.flatMap((process) => process.latched);
  return latched.length === 0 ? [] : [{ domain: 'register', strength: 45, reason: `latch ${latched[0]}` }];
}

/** `q <= q + 1`, in the register itself or by way of a combinational next value. */
function counterSigns({ clocked, combinational, registers, rightSide }: ModuleView): DomainSign[] {
  const counting = [...clocked, ...combinational].flatMap((assignment) => {
    const [name] = assignment.defs;
    const right = rightSide(assignment).replace(/\s/g, '');
    const counted =
      /^\(?([A-Za-z_]\w*)(?:\[[^\]]*\])?[+-](?:\d*'?[bdh]?[\dx]*1|[A-Z_]\w*|1)\)?(?:%\w+)?$/i.exec(
        right,
      )?.[1];
    if (name === undefined || counted === undefined || !registers.has(counted)) return [];
    return [counted];
  });
  const names = [...new Set(counting)];
  return names.length === 0 ? [] : [{ domain: 'counter', strength: 58, reason: `${names.join(', ')} count` }];
}

/** `q <= {q[n-2:0], d}`, `q <= q >> 1`; with an exclusive or on the way, a feedback shift register. */
function shiftSigns({ clocked, combinational, registers, rightSide, bits }: ModuleView): DomainSign[] {
  const shifting = [...clocked, ...combinational].flatMap((assignment) => {
    const right = rightSide(assignment).replace(/\s/g, '');
    const source = assignment.dataUses.find(
      (name) =>
        registers.has(name) &&
        (bits.get(name) ?? 2) > 1 &&
        (assignment.defs.includes(name) || !registers.has(assignment.defs[0] ?? '')) &&
        isShiftOf(name, right),
    );
    return source === undefined ? [] : [source];
  });
  const names = [...new Set(shifting)];
  return names.length === 0
    ? []
    : [{ domain: 'shift_register', strength: 60, reason: `${names.join(', ')} shift` }];
}

function isShiftOf(name: string, right: string): boolean {
  const self = `${name.replace(/[\\$]/g, '\\$&')}`;
  const slice = `${self}\\[[^\\]]*:[^\\]]*\\]`;
  return (
    new RegExp(`\\{(?:[^{}]*,)?${slice}(?:,[^{}]*)?\\}`).test(right) ||
    new RegExp(`^\\(?${self}(?:<<<?|>>>?)`).test(right) ||
    new RegExp(`^${self}\\[\\d+:1\\]$`).test(right)
  );
}

/** An input beside its value of the cycle before: `in & ~last`, `in ^ last`. */
function edgeSigns({ clocked, combinational, inputs, rightSide, structure }: ModuleView): DomainSign[] {
  const clocks = new Set(structure.clocks.map(({ signal }) => signal));
  const followers = clocked.flatMap((assignment) => {
    const source = rightSide(assignment).trim();
    const [name] = assignment.defs;
    return name !== undefined && inputs.has(source) && !clocks.has(source) ? [{ name, source }] : [];
  });
  const found = followers.find(({ name, source }) =>
    [...clocked, ...combinational].some((assignment) => {
      const right = rightSide(assignment).replace(/\s/g, '');
      if (!assignment.dataUses.includes(name) || !assignment.dataUses.includes(source)) return false;
      return /~|!|\^|!=/.test(right) && /[&^|]|!=/.test(right);
    }),
  );
  return found === undefined
    ? []
    : [
        {
          domain: 'edge_detector',
          strength: 80,
          reason: `${found.source} beside its last value ${found.name}`,
        },
      ];
}

/** An output that toggles, and is called a clock. */
function dividerSigns({ clocked, outputs, rightSide, structure, moduleName }: ModuleView): DomainSign[] {
  const toggling = clocked.find((assignment) => {
    const [name = ''] = assignment.defs;
    const right = rightSide(assignment).replace(/[\s()]/g, '');
    return right === `~${name}` || right === `!${name}`;
  });
  const clockOutput = [...outputs].find((name) =>
    /(?:^|_)cl(?:oc)?k(?:_|$|\d)|clk(?:out|div)|^clk/i.test(name),
  );
  const edges = new Set(structure.clocks.map(({ edge, signal }) => `${edge} ${signal}`));
  const sameClock = new Set(structure.clocks.map(({ signal }) => signal)).size === 1 && edges.size === 2;
  return [
    ...(toggling !== undefined && (clockOutput !== undefined || /div|clk|clock/.test(moduleName))
      ? [
          {
            domain: 'clocking' as const,
            strength: 82,
            reason: `${toggling.defs[0]} toggles${clockOutput === undefined ? '' : `, output ${clockOutput} is a clock`}`,
          },
        ]
      : clockOutput !== undefined
        ? [{ domain: 'clocking' as const, strength: 64, reason: `output ${clockOutput} is called a clock` }]
        : []),
    ...(sameClock ? [{ domain: 'clocking' as const, strength: 28, reason: 'both edges of one clock' }] : []),
  ];
}

/** A chain of plain copies that starts at an input, in a module that is called so or has two clocks. */
function synchronizerSigns({
  clocked,
  rightSide,
  registers,
  structure,
  moduleName,
}: ModuleView): DomainSign[] {
  const copies = clocked.filter((assignment) => registers.has(rightSide(assignment)));
  const shifts = clocked.filter((assignment) =>
    /^\{[^{}]*\}$/.test(rightSide(assignment).replace(/\s/g, '')),
  );
  const clocks = new Set(structure.clocks.map(({ signal }) => signal)).size;
  const named = /sync|cdc|meta|2ff|crossing/.test(moduleName) && !/async_?fifo|synchronous/.test(moduleName);
  if (!named || (copies.length === 0 && shifts.length === 0 && clocks < 2)) return [];
  const reset = /rst|reset/.test(moduleName);
  const why = clocks > 1 ? `${clocks} clocks` : 'a chain of copies';
  return [{ domain: reset ? 'reset' : 'synchronizer', strength: 85, reason: `${why} in ${structure.name}` }];
}
