import type { Fsm } from '../../verilog/structure/module-structure.ts';
import type { LibraryModule } from './clock-tracing.ts';
import type { StateMachine } from './design-interface.ts';

/** State registers are watched as words of 32 bits. */
const MOST_STATE_BITS = 32;

/** The state machines of a design whose states have known values, with the path of each register below the top. */
export function findStateMachines(
  top: LibraryModule,
  library: ReadonlyMap<string, LibraryModule>,
): StateMachine[] {
  const found: StateMachine[] = [];
  const visit = (module: LibraryModule, path: string, above: ReadonlySet<string>): void => {
    const { name, fsms, instances } = module.structure;
    if (above.has(name)) return;
    found.push(...fsms.flatMap((fsm) => watchable(fsm, path)));
    for (const { moduleName, instanceName } of instances) {
      const child = library.get(moduleName);
      // Arrays of instances and escaped names have no plain path.
      if (child !== undefined && /^[A-Za-z_][\w$]*$/.test(instanceName)) {
        visit(child, `${path}${instanceName}.`, new Set([...above, name]));
      }
    }
  };
  visit(top, '', new Set());
  return found;
}

function watchable(fsm: Fsm, path: string): StateMachine[] {
  const states = fsm.states.flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]));
  const isPlain = /^[A-Za-z_][\w$]*$/.test(fsm.stateRegister);
  if (!fsm.stored || !isPlain || (fsm.bits ?? 1) > MOST_STATE_BITS || states.length < fsm.states.length)
    return [];
  const reachable = new Set(fsm.reachable);
  const pairs = new Map<string, { from: string; to: string }>();
  for (const { from, to } of fsm.transitions) {
    for (const source of from === null ? fsm.reachable : [from]) {
      if (reachable.has(source)) pairs.set(`${source}>${to}`, { from: source, to });
    }
  }
  return [{ path: `${path}${fsm.stateRegister}`, states, transitions: [...pairs.values()] }];
}
