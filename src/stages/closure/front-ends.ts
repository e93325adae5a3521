import { keyHash } from '../../core/content-hash.ts';
import { classifyFailure } from '../../eda/diagnostics.ts';
import { trySandbox } from '../../eda/sandbox.ts';
import { DEFAULT_LIMITS, openSimulator, type Simulator } from '../../eda/simulator.ts';
import { LINT_OPTIONS } from '../../eda/tool-job.ts';
import { findTools } from '../../eda/tool-program.ts';
import { openToolbox, type Toolbox } from '../../eda/toolbox.ts';
import { icarusIdentity } from '../../eda/toolchain.ts';
import type { FrontEnd } from '../../verilog/closure/front-end.ts';
import { verilatorFailure } from './verilator-cause.ts';

/** What a front end said of a source. */
export interface Elaboration {
  compiles: boolean;
  /** A cause of the failure taxonomy; null when it compiles. */
  cause: string | null;
  /** The tool's own first line about it. */
  message: string | null;
}

export interface FrontEndOptions {
  /** Compiles at once for each front end; 0 = one a core. */
  lanes: number;
  /** Compile without bubblewrap where it cannot work. */
  allowUnconfined: boolean;
}

/** All that can change what the front ends say of a source, as one key. */
export async function frontEndConfiguration({ allowUnconfined }: FrontEndOptions): Promise<string> {
  const { tool, flags } = await icarusIdentity('2012');
  const verilator = findTools().verilator?.version ?? 'none';
  // Unless it is allowed, nothing runs unconfined, so only then the sandbox has to be tried to know.
  const sandbox = allowUnconfined && !('sandbox' in trySandbox()) ? 'limits-only' : 'bubblewrap';
  const limits = JSON.stringify(DEFAULT_LIMITS);
  return keyHash('elaborate-1', tool, flags, limits, sandbox, verilator, LINT_OPTIONS.join(' '));
}

/** The two front ends, confined. A source is compiled once however often it is asked for. */
export class FrontEnds {
  readonly #simulator: Simulator;
  readonly #toolbox: Toolbox;
  /** By front end and source; the newest last. */
  readonly #known = new Map<string, Promise<Elaboration>>();

  private constructor(simulator: Simulator, toolbox: Toolbox) {
    this.#simulator = simulator;
    this.#toolbox = toolbox;
  }

  /** @throws QuarryError TOOL_MISSING without iverilog, SANDBOX_UNAVAILABLE without a working bubblewrap */
  static async open({ lanes, allowUnconfined }: FrontEndOptions): Promise<FrontEnds> {
    const options = { ...(lanes === 0 ? {} : { lanes }), allowUnconfined };
    const simulator = await openSimulator(options);
    try {
      return new FrontEnds(simulator, await openToolbox(options));
    } catch (error) {
      await simulator.close();
      throw error;
    }
  }

  /** Whether a front end takes a source as it stands: every module that nothing instantiates is elaborated. */
  elaborate(frontEnd: FrontEnd, source: string): Promise<Elaboration> {
    const key = keyHash(frontEnd, source);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const asked = frontEnd === 'iverilog' ? this.#icarus(source) : this.#verilator(source);
    this.#known.set(key, asked);
    if (this.#known.size > MOST_KNOWN) this.#known.delete(this.#known.keys().next().value!);
    return asked;
  }

  async close(): Promise<void> {
    await Promise.all([this.#simulator.close(), this.#toolbox.close()]);
  }

  async #icarus(source: string): Promise<Elaboration> {
    const design = [{ name: SOURCE_NAME, text: source }];
    const result = await this.#simulator.run({ testbench: [], design, simulate: false });
    const failure = classifyFailure(result, {
      designFiles: [SOURCE_NAME],
      testbenchFiles: [],
      designText: source,
    });
    if (failure === undefined) return { compiles: true, cause: null, message: null };
    return { compiles: false, cause: failure.cause, message: failure.message };
  }

  async #verilator(source: string): Promise<Elaboration> {
    if (this.#toolbox.verilatorVersion === undefined) {
      return { compiles: false, cause: 'tool_missing', message: 'Verilator is not installed' };
    }
    const run = await this.#toolbox.verilator({ files: [{ name: SOURCE_NAME, text: source }] });
    if (run.outcome === 'ok') return { compiles: true, cause: null, message: null };
    return { compiles: false, ...verilatorFailure(run) };
  }
}

/** Answers that are kept; files with several modules ask for the same source again at once. */
const MOST_KNOWN = 4096;
const SOURCE_NAME = 'bundle.sv';
