import type { Port } from '../design-family.ts';
import { type Reset, resetCondition } from '../reset.ts';
import { indent } from '../verilog-text.ts';
import { checkTask, deviceText, randomDrive, testbenchModule, VERDICT, zeroDrive } from './testbench-text.ts';

/** The reference model inside a testbench, as Verilog text that starts at column 0. */
interface ClockedModel {
  /** Declarations of the model's own state; its names start with `model_`. */
  readonly state: string;
  /** Statements that put the state where reset puts it. */
  readonly reset: string;
  /** Statements for one rising clock edge without reset; inputs are stable. */
  readonly clock: string;
  /** Expected value of every output, an expression over state and inputs. */
  readonly expected: Readonly<Record<string, string>>;
}

export interface ClockedTestbench {
  readonly moduleName: string;
  readonly ports: readonly Port[];
  readonly reset: Reset;
  readonly model: ClockedModel;
  /** Directed statements; `tick;` runs one clock cycle and checks. */
  readonly corners: string;
  /** Statements that set the inputs of one random cycle; by default every input is uniform. */
  readonly drive?: string;
  readonly randomCycles: number;
  readonly seed: number;
}

const PERIOD_NS = 20;
/** Far above any stimuli of the families (below 2,000 cycles), so only a hang reaches it. */
const WATCHDOG_CYCLES = 20_000;

/**
 * A testbench that steps a clocked design beside the model. Inputs change after the falling edge only, so
 * nothing races with the rising one; outputs are compared before and after every rising edge.
 */
export function clockedTestbench(parts: ClockedTestbench): string {
  const { ports, reset, model } = parts;
  const inputs = ports.filter(
    (port) => port.direction === 'input' && !['clk', reset.name].includes(port.name),
  );
  return testbenchModule(
    parts.moduleName,
    [
      deviceText(parts.moduleName, ports, parts.seed),
      `initial clk = 1'b0;\nalways #${PERIOD_NS / 2} clk = ~clk;`,
      modelText(model),
      checkTask(ports, model.expected),
      tickTask(reset),
      resetPulseTask(reset),
      stimuli(parts, inputs),
    ],
    PERIOD_NS * WATCHDOG_CYCLES,
  );
}

function modelText(model: ClockedModel): string {
  return `// The model: what the specification says, written apart from the design.
${model.state}

task model_reset;
  begin
${indent(model.reset, 4)}
  end
endtask

task model_clock;
  begin
${indent(model.clock, 4)}
  end
endtask`;
}

function tickTask(reset: Reset): string {
  const atOnce = reset.asynchronous ? `if (${resetCondition(reset)}) model_reset;\n    ` : '';
  return `// One clock cycle, from just after a falling edge to the next one.
task tick;
  begin
    #2;
    ${atOnce}check;
    @(posedge clk);
    if (${resetCondition(reset)}) model_reset;
    else model_clock;
    @(negedge clk);
    check;
  end
endtask`;
}

/** A reset between two clock edges: an asynchronous one must act, a synchronous one must not. */
function resetPulseTask(reset: Reset): string {
  const note = reset.asynchronous
    ? '// Reset between two clock edges acts at once.'
    : '// Reset between two clock edges does nothing.';
  const act = reset.asynchronous ? 'model_reset;\n    ' : '';
  return `${note}
task reset_between_edges;
  begin
    #1 ${reset.name} = 1'b${reset.asserted};
    #1;
    ${act}check;
    #1 ${reset.name} = 1'b${1 - reset.asserted};
    #1 check;
  end
endtask`;
}

function stimuli(parts: ClockedTestbench, inputs: readonly Port[]): string {
  const { name, asserted } = parts.reset;
  return `initial begin : stimuli
${indent(zeroDrive(inputs), 2)}
  ${name} = 1'b${asserted};
  repeat (2) @(posedge clk);
  @(negedge clk);
  model_reset;
  check;
  ${name} = 1'b${1 - asserted};

  // Corners.
${indent(parts.corners, 2)}

  // Random cycles, with resets in between.
  for (i = 0; i < ${parts.randomCycles}; i = i + 1) begin
${indent(parts.drive ?? randomDrive(inputs), 4)}
    if (i % 29 == 17) reset_between_edges;
    ${name} = (i % 23 == 11) ? 1'b${asserted} : 1'b${1 - asserted};
    tick;
  end

${indent(VERDICT, 2)}
end`;
}
