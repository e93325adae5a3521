import { ProtectedIndex } from '../../dedupe/contamination/protected-index.ts';
import {
  CHECKS_VERSION,
  type CheckedDescription,
  checkDescription,
} from '../../describe/check-description.ts';
import type { Grain } from '../../describe/grain.ts';
import type { ModuleFacts } from '../../describe/module-facts.ts';
import { setCurrent } from '../../warehouse/current.ts';
import { readProtectedProblems } from '../../warehouse/protected-problems.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';

/** Checks with the protected benchmarks of today. `key` changes with the checks and with the benchmarks. */
export interface DescriptionChecker {
  key: string;
  check(text: string, grain: Grain, source: 'llm' | 'structural', facts: ModuleFacts): CheckedDescription;
}

/**
 * @param nearness similarity of two specifications from which a text counts as the benchmark's own
 */
export async function openChecker(warehouse: Warehouse, nearness: number): Promise<DescriptionChecker> {
  const { key, problems } = await readProtectedProblems(warehouse);
  const index = problems.length === 0 ? undefined : new ProtectedIndex(problems);
  const checks = `${CHECKS_VERSION} ${problems.length === 0 ? 'none' : key} ${nearness}`;
  await setCurrent(warehouse, 'describe', checks);
  const nearBenchmark = (text: string, facts: ModuleFacts) => {
    const neighbours = index?.nearest({ code: facts.source, specification: text }) ?? [];
    const near = neighbours.find(({ method, score }) => method === 'specification' && score >= nearness);
    return near === undefined
      ? {}
      : { nearBenchmark: { benchmark: near.benchmark, problem: near.problemId, score: near.score } };
  };
  return {
    key: checks,
    check: (text, grain, source, facts) =>
      // What structure proves is our own wording; it cannot be a benchmark's.
      checkDescription(text, grain, facts, source === 'llm' ? nearBenchmark(text, facts) : {}),
  };
}
