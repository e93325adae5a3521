import type { TierRules } from '../../verilog/complexity/tier-rules.ts';
import { loadParser } from '../../verilog/parser.ts';
import { type ClassifiedModule, classifyText, type ModuleToClassify } from './classify-text.ts';

/** Modules to classify, and by what rules. */
export interface ClassifyJob {
  modules: readonly ModuleToClassify[];
  rules: TierRules;
}

/** Classifies modules: a task of threads. */
export async function work({ modules, rules }: ClassifyJob): Promise<ClassifiedModule[]> {
  await loadParser();
  return modules.map((module) => classifyText(module, rules));
}
