import { readStructure } from '../verilog/structure/structure.ts';
import type { Specification } from './specification.ts';
import { type PortHead, specifiedPorts } from './specified-ports.ts';

/**
 * Where the ports that a specification lists, those that its text names and those that the RTL declares are not the same
 * names, directions and widths in the same order; empty when they are. Needs `loadParser()`.
 */
export function portDisagreements(
  { module_name: name, description, ports }: Specification,
  rtl: string,
): string[] {
  const declared = declaredPorts(rtl, name);
  if (declared === undefined) return [`ports disagree: the RTL holds no module \`${name}\``];
  const wanted = listed(ports);
  return [
    ['the RTL declares', listed(declared)] as const,
    ['the text names', listed(specifiedPorts(description))] as const,
  ]
    .filter(([, found]) => found !== wanted)
    .map(
      ([who, found]) =>
        `ports disagree: ${who} ${found || 'no port'} where the specification lists ${wanted}`,
    );
}

function listed(ports: readonly PortHead[]): string {
  return ports.map(({ name, direction, width }) => `${direction} [${width}] ${name}`).join(', ');
}

/** Undefined without the module; a port of unknown width has width 0. */
function declaredPorts(rtl: string, name: string): PortHead[] | undefined {
  const module = readStructure(rtl)?.find((one) => one.name === name);
  return module?.signals
    .filter(({ kind }) => kind === 'port')
    .map((signal) => ({
      name: signal.name,
      direction: signal.direction === 'output' ? 'output' : 'input',
      width: signal.bits ?? 0,
    }));
}
