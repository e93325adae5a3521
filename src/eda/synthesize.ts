import type { SourceFile } from './simulation-job.ts';
import type { StepOutcome } from './step-result.ts';
import type { Toolbox } from './toolbox.ts';
import { firstError, readCommands, yosysSources } from './yosys-source.ts';

export interface SynthesisJob {
  files: readonly SourceFile[];
  top: string;
  /** Parameters of the top, as Verilog literals. */
  parameters?: Readonly<Record<string, string>>;
  cpuSeconds?: number;
}

/** What Yosys makes of a design. Figures are of the flat netlist of single-bit gates; all 0 when there is none. */
export interface Synthesis {
  outcome: 'ok' | 'failed' | Exclude<StepOutcome, 'ok'>;
  /** Why there is no netlist, in the tool's words. */
  reason?: string;
  /** Cells by type: `$_AND_`, `$_SDFF_PP0_`; memories are `$mem_v2`. */
  cells: Record<string, number>;
  cellCount: number;
  flipFlopBits: number;
  latchBits: number;
  memoryBits: number;
  /** Cells on the longest path between registers, inputs and outputs; absent when Yosys finds a loop. */
  logicDepth?: number;
  /** The netlist as Verilog that Icarus simulates; its module bears the name of the top. */
  netlist?: string;
}

const NOTHING = { cells: {}, cellCount: 0, flipFlopBits: 0, latchBits: 0, memoryBits: 0 };
/** Names that a script can hold as they are. */
const PLAIN_NAME = /^[A-Za-z_][\w$]*$/;
/** Literals that `-chparam` takes. */
const PLAIN_VALUE = /^[\w']+$/;

/** Synthesizes a design to gates, its hierarchy flattened and its memories kept whole. Never throws for a design. */
export async function synthesize(box: Toolbox, job: SynthesisJob): Promise<Synthesis> {
  const parameters = Object.entries(job.parameters ?? {});
  const isPlain = parameters.every(([name, value]) => PLAIN_NAME.test(name) && PLAIN_VALUE.test(value));
  if (!PLAIN_NAME.test(job.top) || !isPlain) {
    return {
      ...NOTHING,
      outcome: 'failed',
      reason: 'its top or a parameter has a name that a script cannot hold',
    };
  }
  const run = await box.yosys({
    files: yosysSources(job.files),
    script: synthesisScript(job, parameters),
    outputs: ['words.json', 'gates.json', 'depth.txt', 'netlist.v'],
    ...(job.cpuSeconds === undefined ? {} : { cpuSeconds: job.cpuSeconds }),
  });
  if (run.outcome !== 'ok') {
    const reason =
      firstError(run.log) ?? (run.outcome === 'failed' ? 'Yosys ended without a message' : run.outcome);
    return { ...NOTHING, outcome: run.outcome, reason };
  }
  const netlist = run.files['netlist.v'];
  if (netlist === undefined) return { ...NOTHING, outcome: 'failed', reason: 'Yosys wrote no netlist' };
  return { outcome: 'ok', netlist, ...readFigures(run.files, job.top) };
}

function synthesisScript({ files, top }: SynthesisJob, parameters: readonly [string, string][]): string {
  const chparam = parameters.map(([name, value]) => ` -chparam ${name} ${value}`).join('');
  return [
    ...readCommands(files),
    `hierarchy -check -top ${top}${chparam}`,
    'proc',
    'flatten',
    'opt_expr',
    'opt_clean',
    // The memory pass makes cells of memories, whose bits are no longer counted.
    'tee -q -o @out/words.json stat -json',
    'memory -nomap',
    'opt_clean',
    'techmap',
    'opt',
    'tee -q -o @out/gates.json stat -json',
    'tee -q -o @out/depth.txt ltp -noff',
    // A top with parameters is renamed by the hierarchy pass.
    `rename -top ${top}`,
    'write_verilog -noattr @out/netlist.v',
    '',
  ].join('\n');
}

function readFigures(
  files: Readonly<Record<string, string>>,
  top: string,
): Omit<Synthesis, 'outcome' | 'netlist'> {
  const words = readStatistics(files['words.json'], top);
  const { cells } = readStatistics(files['gates.json'], top);
  const count = (pattern: RegExp): number =>
    Object.entries(cells).reduce((sum, [type, number]) => sum + (pattern.test(type) ? number : 0), 0);
  const depth = /length=(\d+)/.exec(files['depth.txt'] ?? '')?.[1];
  return {
    cells,
    cellCount: count(/./),
    flipFlopBits: count(/^\$_(?:S|A)?(?:DFF|DFFE|DFFSR|DFFSRE|LDFF|LDFFE)\w*_$|^\$_FF_$|^\$_AL?DFFE?_/),
    latchBits: count(/^\$_(?:DLATCH|SR)\w*_$/),
    memoryBits: words.memoryBits,
    ...(depth === undefined ? {} : { logicDepth: Number(depth) }),
  };
}

/** Cells by type and bits of memory of the only module that is left after flattening. */
function readStatistics(
  text: string | undefined,
  top: string,
): { cells: Record<string, number>; memoryBits: number } {
  const statistics = JSON.parse(text ?? '{}') as {
    modules?: Record<string, { num_cells_by_type?: Record<string, number>; num_memory_bits?: number }>;
  };
  const modules = statistics.modules ?? {};
  const found = modules[`\\${top}`] ?? Object.values(modules)[0];
  return { cells: found?.num_cells_by_type ?? {}, memoryBits: found?.num_memory_bits ?? 0 };
}
