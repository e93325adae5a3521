import type { Generation } from './icarus.ts';
import { findExecutable, findIcarus } from './icarus.ts';
import { identifyIcarus } from './icarus-identity.ts';
import { trySandbox } from './sandbox.ts';
import { toolVersion } from './tool-version.ts';

/** One program that rtl-quarry uses, as `quarry doctor` shows it. */
export interface ToolStatus {
  name: string;
  path: string | null;
  /** Null when the tool is absent or does not work. */
  version: string | null;
  /** Whether the main job cannot be done without it. */
  required: boolean;
  neededFor: string;
  lostWithout: string;
  /** Why an installed tool does not work, in its own words. */
  problem?: string;
  install: { debian: string; macos: string };
}

/** The tool and flags that results of this machine carry. @throws QuarryError TOOL_MISSING */
export async function icarusIdentity(generation: Generation): Promise<{ tool: string; flags: string }> {
  const { tool, flags } = identifyIcarus(generation);
  return { tool, flags };
}

/** Looks for every tool, asks its version, and really tries the sandbox. */
export async function detectTools(): Promise<ToolStatus[]> {
  const icarus = findIcarus();
  return [
    program('iverilog', ['-V'], ICARUS),
    program('vvp', ['-V'], ICARUS),
    { name: 'ivl', path: icarus.base ?? null, version: libraryVersion(icarus.base), ...LIBRARY },
    sandbox(),
    program('git', ['--version'], GIT),
    program('yosys', ['-V'], YOSYS),
    program('verilator', ['--version'], VERILATOR),
    program('chromium', ['--version'], CHROMIUM),
  ];
}

type Purpose = Pick<ToolStatus, 'required' | 'neededFor' | 'lostWithout' | 'install'>;

const ICARUS: Purpose = {
  required: true,
  neededFor: 'compile and simulate',
  lostWithout: 'every verdict',
  install: { debian: 'apt-get install iverilog', macos: 'brew install icarus-verilog' },
};
const LIBRARY: Purpose = {
  ...ICARUS,
  required: false,
  neededFor: 'compile without the driver',
  lostWithout: 'speed: compiles go through the iverilog driver',
};
const SANDBOX: Purpose = {
  required: true,
  neededFor: 'confine foreign code',
  lostWithout: 'protection: without it nothing is simulated but with allow_unconfined=true',
  install: { debian: 'apt-get install bubblewrap', macos: 'none; use a Linux container' },
};
const GIT: Purpose = {
  required: false,
  neededFor: 'read repositories as corpora',
  lostWithout: 'ingest of git repositories',
  install: { debian: 'apt-get install git', macos: 'brew install git' },
};
const YOSYS: Purpose = {
  required: false,
  neededFor: 'synthesis and equivalence',
  lostWithout: 'the evidence levels synthesizes and equivalent',
  install: { debian: 'apt-get install yosys', macos: 'brew install yosys' },
};
const VERILATOR: Purpose = {
  required: false,
  neededFor: 'a second front end',
  lostWithout: 'lint, and SystemVerilog that Icarus lacks',
  install: { debian: 'apt-get install verilator', macos: 'brew install verilator' },
};
const CHROMIUM: Purpose = {
  required: false,
  neededFor: 'test HTML reports',
  lostWithout: 'browser tests of reports',
  install: { debian: 'apt-get install chromium', macos: 'brew install --cask chromium' },
};

function program(name: string, versionArguments: string[], purpose: Purpose): ToolStatus {
  const path = findExecutable(name);
  const version = path === undefined ? null : (toolVersion(path, versionArguments) ?? 'unknown');
  return { name, path: path ?? null, version, ...purpose };
}

function libraryVersion(base: string | undefined): string | null {
  return base === undefined ? null : (toolVersion(`${base}/ivl`, ['-V']) ?? 'unknown');
}

/** An installed bwrap may be forbidden to make namespaces, so it counts only when it has confined something. */
function sandbox(): ToolStatus {
  const status = program('bwrap', ['--version'], SANDBOX);
  const trial = trySandbox();
  return 'sandbox' in trial ? status : { ...status, version: null, problem: trial.reason };
}
