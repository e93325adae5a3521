import { join } from 'node:path';
import { keyHash } from '../../core/content-hash.ts';
import { findTools } from '../../eda/tool-program.ts';
import { icarusIdentity } from '../../eda/toolchain.ts';
import type { StageContext } from '../../engine/stage.ts';
import { loadVerdictPatterns, type VerdictPatterns } from '../../truth/verdict-patterns.ts';

export interface RetestParameters {
  /** False: no testbench is generated. */
  enabled: boolean;
  /** Mutants of a reference that its testbench is grown and scored with. */
  mutants: number;
  /** Score from which a generated testbench is strong. */
  at_least: number;
  /** Draws stimuli, mutants and nonces. */
  seed: string;
  patterns: string;
  lanes: number;
  allow_unconfined: boolean;
}

/** All that a generated testbench and its verdicts depend on besides the designs. */
export interface RetestConfiguration {
  key: string;
  patterns: VerdictPatterns;
}

/** Raise it when the same reference would get another testbench, or an answer another verdict. */
export const VERSION = 2;

/** The configuration that this machine and these parameters give. */
export async function currentConfiguration(
  { projectRoot }: StageContext,
  { mutants, seed, patterns: file }: RetestParameters,
): Promise<RetestConfiguration> {
  const patterns = loadVerdictPatterns(join(projectRoot, file));
  const { tool, flags } = await icarusIdentity('2012');
  const yosys = findTools().yosys?.version ?? 'none';
  const parts = [String(VERSION), String(mutants), seed, tool, flags, yosys, patterns.fingerprint];
  return { key: keyHash('retest', ...parts), patterns };
}
