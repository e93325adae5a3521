import { parentPort } from 'node:worker_threads';
import type { TierRules } from '../../verilog/complexity/tier-rules.ts';
import { loadParser } from '../../verilog/parser.ts';
import { type ClassifiedModule, classifyText, type ModuleToClassify } from './classify-text.ts';

/** What a thread is asked. */
export interface ClassifyJob {
  modules: readonly ModuleToClassify[];
  rules: TierRules;
}

const ready = loadParser();

parentPort!.on('message', ({ modules, rules }: ClassifyJob) => {
  void ready.then(() => {
    const classified: ClassifiedModule[] = modules.map((module) => classifyText(module, rules));
    parentPort!.postMessage(classified);
  });
});
