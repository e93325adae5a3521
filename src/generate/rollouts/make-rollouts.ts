import type { Random } from '../../core/random.ts';
import type { Simulate } from '../simulate.ts';
import { GENERATED_BY, type Problem } from '../specification.ts';
import { type AnswerContext, RIGHT_ANSWERS, WRONG_ANSWERS } from './answer-kinds.ts';

/** One answer of a model, in the shape that benchmark runners write. `kind` says how it was made. */
export interface Rollout {
  readonly task_id: string;
  readonly prompt: string;
  readonly completion: string;
  readonly kind: string;
  readonly generated_by: string;
}

/** What answers are judged by. */
export interface RolloutReference {
  readonly task_id: string;
  readonly testbench: string;
  readonly header: string;
  readonly module_code: string;
  readonly description: string;
  readonly generated_by: string;
}

/** One task a problem with three answers: a right one, a wrong one, and by turns one of either. */
export async function makeRollouts(
  problems: readonly Problem[],
  random: Random,
  simulate: Simulate,
): Promise<{ rollouts: Rollout[]; references: RolloutReference[] }> {
  const rollouts: Rollout[] = [];
  const references: RolloutReference[] = [];
  const right = Object.entries(RIGHT_ANSWERS);
  const wrong = Object.entries(WRONG_ANSWERS);
  for (const [index, problem] of problems.entries()) {
    const taskId = `sample_${String(index + 1).padStart(2, '0')}_${problem.specification.category}`;
    const [{ rtl }] = problem.design.styles;
    const header = rtl.slice(0, rtl.indexOf(');\n') + ');\n'.length);
    references.push({
      task_id: taskId,
      testbench: problem.design.testbench,
      header,
      module_code: rtl,
      description: problem.specification.description,
      generated_by: GENERATED_BY,
    });
    const context: AnswerContext = { problem, header, rtl, random: random.fork(taskId), simulate };
    const third = index % 2 === 0 ? right[(index + 3) % right.length] : wrong[(index + 3) % wrong.length];
    for (const kind of [right[index % right.length], wrong[index % wrong.length], third]) {
      if (!kind) continue;
      const [name, answer] = kind;
      rollouts.push({
        task_id: taskId,
        prompt: header,
        completion: await answer(context),
        kind: name,
        generated_by: GENERATED_BY,
      });
    }
  }
  return { rollouts, references };
}
