import { parentPort } from 'node:worker_threads';

/** What a thread is asked: the module of a task, and the job for its function `work`. */
export interface TaskRequest {
  task: string;
  job: unknown;
}

/** What a thread answers. */
export type TaskAnswer = { result: unknown } | { error: unknown };

interface TaskModule {
  work: (job: unknown) => unknown;
}

parentPort!.on('message', (request: TaskRequest) => {
  void answerTo(request).then((answer) => parentPort!.postMessage(answer));
});

async function answerTo({ task, job }: TaskRequest): Promise<TaskAnswer> {
  try {
    const { work } = (await import(task)) as TaskModule;
    return { result: await work(job) };
  } catch (error) {
    return { error };
  }
}
