import type { Port } from '../design-family.ts';
import { indent } from '../verilog-text.ts';
import { checkTask, deviceText, randomDrive, testbenchModule, VERDICT } from './testbench-text.ts';

export interface CombinationalTestbench {
  readonly moduleName: string;
  readonly ports: readonly Port[];
  /** Declarations of the model's results; its names start with `model_`. */
  readonly state: string;
  /** Statements that compute the model's results from the inputs. */
  readonly evaluate: string;
  readonly expected: Readonly<Record<string, string>>;
  /** Directed statements; `apply;` lets the design settle and checks. */
  readonly corners: string;
  /** Statements that set the inputs of one random vector; by default every input is uniform. */
  readonly drive?: string;
  readonly randomVectors: number;
  readonly seed: number;
}

/** Time for the watchdog, in ns: a vector takes 10 and the families use far fewer than 100,000 vectors. */
const WATCHDOG_NS = 1_000_000;

/** A testbench for a design without state: sets inputs, waits, compares with the model. */
export function combinationalTestbench(parts: CombinationalTestbench): string {
  const inputs = parts.ports.filter((port) => port.direction === 'input');
  return testbenchModule(
    parts.moduleName,
    [
      deviceText(parts.moduleName, parts.ports, parts.seed),
      `// The model: what the specification says, written apart from the design.\n${parts.state}`,
      checkTask(parts.ports, parts.expected),
      `// Evaluates the model for the inputs as they are, and compares.
task apply;
  begin
${indent(parts.evaluate, 4)}
    #10 check;
  end
endtask`,
      `initial begin : stimuli
  #1;
  // Corners.
${indent(parts.corners, 2)}

  // Random vectors.
  for (i = 0; i < ${parts.randomVectors}; i = i + 1) begin
${indent(parts.drive ?? randomDrive(inputs), 4)}
    apply;
  end

${indent(VERDICT, 2)}
end`,
    ],
    WATCHDOG_NS,
  );
}
