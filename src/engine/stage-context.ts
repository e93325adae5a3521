import { TaskThreads } from '../core/task-threads.ts';
import type { StageContext } from './stage.ts';

/** What stages may touch, with the clock of the machine and threads that nobody started yet. */
export function stageContext(
  given: Pick<StageContext, 'warehouse' | 'progress' | 'projectRoot'>,
): StageContext {
  return { ...given, now: () => new Date(), threads: new TaskThreads() };
}
