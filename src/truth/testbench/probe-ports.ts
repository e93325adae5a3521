import type { Simulator, SourceFile } from '../../eda/simulator.ts';
import type { ModulePort } from '../../verilog/modules.ts';
import type { InterfacePort } from './design-interface.ts';
import { written } from './harness-names.ts';
import { ownLines, toolFailure } from './record-responses.ts';
import { referenceUnusable } from './reference-unusable.ts';

/** A port as the tree shows it, of a direction that can be driven or looked at. */
export type DrivablePort = ModulePort & { direction: InterfacePort['direction'] };

interface Probe {
  files: readonly SourceFile[];
  top: string;
  parameters: Readonly<Record<string, string>>;
  ports: readonly DrivablePort[];
  token: string;
}

/**
 * The widths that ports have once elaborated, asked from the simulator: whatever functions, packages and parameters
 * an expression uses, that is what the design will be connected with.
 * @throws QuarryError REFERENCE_UNUSABLE when the design does not compile
 */
export async function probePorts(simulator: Simulator, probe: Probe): Promise<InterfacePort[]> {
  const name = `quarry_probe_${probe.token}`;
  const result = await simulator.run({
    testbench: [{ name: `${name}.sv`, text: probeText(name, probe) }],
    design: [...probe.files],
    topModules: [name],
  });
  const failure = toolFailure(result);
  if (failure !== undefined)
    throw referenceUnusable(probe.top, `${failure.step} ${failure.outcome}: ${failure.message}`);
  const widths = ownLines(result.simulation?.log ?? '', probe.token).map(([, bits]) => Number(bits));
  if (widths.length !== probe.ports.length) {
    throw referenceUnusable(probe.top, 'it ends the simulation before a testbench can look at it');
  }
  return probe.ports.map(({ name: port, direction }, at) => ({ name: port, direction, bits: widths[at]! }));
}

function probeText(name: string, { top, parameters, ports, token }: Probe): string {
  const list = Object.entries(parameters).map(([parameter, value]) => `.${written(parameter)}(${value})`);
  const shown = ports.map(
    (port, at) => `    $display("@${token} ${at} %0d", $bits(dut.${written(port.name)}));`,
  );
  return `\`timescale 1ns/1ps
module ${name};
  ${written(top)} ${list.length === 0 ? '' : `#(${list.join(', ')}) `}dut ();
  initial begin
${shown.join('\n')}
    $finish;
  end
endmodule
`;
}
