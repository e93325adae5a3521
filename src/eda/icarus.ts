import { accessSync, constants, existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** Where the parts of Icarus Verilog lie. `base` is the folder of ivl and ivlpp, absent when not found. */
export interface IcarusInstall {
  iverilog: string | undefined;
  vvp: string | undefined;
  base: string | undefined;
}

/** Finds Icarus Verilog on PATH, and its library folder beside it, without running anything. */
export function findIcarus(): IcarusInstall {
  const iverilog = findExecutable('iverilog');
  const vvp = findExecutable('vvp');
  return {
    iverilog,
    vvp,
    base: vvp === undefined ? undefined : findBase(dirname(dirname(realpathSync(vvp)))),
  };
}

/** The full path of a program on PATH. */
export function findExecutable(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function findBase(prefix: string): string | undefined {
  const library = join(prefix, 'lib');
  const triplets = existsSync(library) ? readdirSync(library).filter((name) => name.includes('-linux-')) : [];
  return [
    ...triplets.map((triplet) => join(library, triplet, 'ivl')),
    join(library, 'ivl'),
    join(prefix, 'lib64', 'ivl'),
  ].find((base) => isExecutable(join(base, 'ivl')) && isExecutable(join(base, 'ivlpp')));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Language generations that `iverilog -g` knows. */
export const GENERATIONS = ['1995', '2001', '2005', '2005-sv', '2009', '2012'] as const;
export type Generation = (typeof GENERATIONS)[number];

// vhdl_sys and vhdl_textio, which the driver loads too, serve only its VHDL front end; each module costs 0.1 ms.
const VPI_MODULES = ['system', 'v2005_math', 'va_math'];
const SYSTEM_VERILOG: ReadonlySet<Generation> = new Set<Generation>(['2005-sv', '2009', '2012']);

/** What ivl reads with -C: the lines that the iverilog 11 driver writes for `-g<generation>`. */
export function compilerConfiguration(
  base: string,
  generation: Generation,
  output: string,
  topModules: readonly string[],
): string {
  const modules = SYSTEM_VERILOG.has(generation) ? [...VPI_MODULES, 'v2009'] : VPI_MODULES;
  return [
    `basedir:${base}`,
    ...modules.map((name) => `module:${base}/${name}.vpi`),
    `generation:${generation}`,
    'generation:no-specify',
    'generation:assertions',
    'generation:xtypes',
    'generation:io-range-error',
    'generation:no-strict-ca-eval',
    'generation:no-strict-expr-width',
    'generation:shared-loop-index',
    'generation:no-verilog-ams',
    'generation:icarus-misc',
    'warnings:n',
    'ignore_missing_modules:false',
    `out:${output}`,
    'iwidth:32',
    'widthcap:65536',
    ...topModules.map((name) => `root:${name}`),
    '',
  ].join('\n');
}

/** What ivlpp reads with -F. */
export function preprocessorConfiguration(base: string): string {
  return `D:__ICARUS__=1\nI:${base}/include\nrelative include:false\n`;
}

/** Only versions whose configuration was compared with the driver's are started without the driver. */
export function directStartIsSound(version: string): boolean {
  return /^11\./.test(version);
}
