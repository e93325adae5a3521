import { listMutants } from '../../verilog/mutate/mutants.ts';
import type { Fault } from './fault.ts';

/** Every mutant of a design as a mistake; `rule` is its operator. Needs `loadParser()`. */
export function mutantFaults(rtl: string): Fault[] {
  return (listMutants(rtl) ?? []).map(({ operator, line, apply }): Fault => {
    return { rule: operator, effect: 'fails', line, rtl: apply() };
  });
}
