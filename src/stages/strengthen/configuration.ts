import { join } from 'node:path';
import { keyHash } from '../../core/content-hash.ts';
import { findTools } from '../../eda/tool-program.ts';
import { icarusIdentity } from '../../eda/toolchain.ts';
import type { StageContext } from '../../engine/stage.ts';
import { loadVerdictPatterns, type VerdictPatterns } from '../../truth/verdict-patterns.ts';

export interface StrengthenParameters {
  /** Mutants of each testbench at most; 0: strength is not measured. */
  mutants: number;
  /** Draws the mutants. */
  seed: string;
  /** Score from which a testbench is strong. */
  at_least: number;
  /** Proves answers that pass against the reference of their problem. */
  prove: boolean;
  patterns: string;
  lanes: number;
  allow_unconfined: boolean;
}

/** All that a measured strength depends on besides the sources. */
export interface StrengthConfiguration {
  key: string;
  tools: string;
  patterns: VerdictPatterns;
}

/** Raise it when the same testbench would get another score. */
export const VERSION = 2;

/** The configuration that this machine and these parameters give. */
export async function currentConfiguration(
  { projectRoot }: StageContext,
  { mutants, seed, patterns: file, prove }: StrengthenParameters,
): Promise<StrengthConfiguration> {
  const patterns = loadVerdictPatterns(join(projectRoot, file));
  const { tool, flags } = await icarusIdentity('2012');
  const yosys = findTools().yosys?.version;
  const tools = [tool, yosys === undefined ? 'no Yosys' : `Yosys ${yosys}`].join(', ');
  const parts = [String(VERSION), String(mutants), seed, String(prove), tools, flags, patterns.fingerprint];
  return { key: keyHash('strengthen', ...parts), tools, patterns };
}
