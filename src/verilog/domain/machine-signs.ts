import type { DomainSign } from './domain-sign.ts';
import type { ModuleView } from './module-view.ts';

/** Registers from which on a machine has a datapath that it controls. */
const DATAPATH = 9;

/** A machine of two states beside many other registers is a flag of theirs; a larger one beside them steers them. */
export function machineSigns({ structure, registers }: ModuleView): DomainSign[] {
  return structure.fsms.flatMap(({ stateRegister, states }): DomainSign[] => {
    const reason = `state machine ${stateRegister} of ${states.length} states`;
    if (states.length <= 2 && registers.size >= 5) return [{ domain: 'fsm', strength: 44, reason }];
    if (registers.size < DATAPATH) return [{ domain: 'fsm', strength: 70, reason }];
    return [
      {
        domain: 'controller',
        strength: 70,
        reason: `${reason} steers ${registers.size - 1} other registers`,
      },
      { domain: 'fsm', strength: 44, reason },
    ];
  });
}

/** A program counter beside other registers: a processor, or what steers one. */
export function processorSigns({ registers }: ModuleView): DomainSign[] {
  const counter = [...registers].find((name) =>
    /^(?:\w+_)?(?:pc|program_?counter)(?:_(?:q|r|o|out|reg|ff|id|ex|mem|wb))?$/i.test(name),
  );
  if (counter === undefined || registers.size < 4) return [];
  return [{ domain: 'controller', strength: 73, reason: `program counter ${counter}` }];
}
