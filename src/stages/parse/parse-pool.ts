import { type TaskThreads, ThreadLost } from '../../core/task-threads.ts';
import { type ParsedFile, parseFileLexically } from './parse-file.ts';
import type { ParseJob } from './parse-task.ts';

const TASK = new URL('./parse-task.ts', import.meta.url);

/** A thread is given up when it has said nothing for this many deadlines. */
const PATIENCE = 4;
/** Files and characters that a thread is given at once: each message costs as much as some kilobytes of parsing. */
const MOST_FILES = 16;
const MOST_CHARACTERS = 64 * 1024;

interface Job {
  text: string;
  /** A thread died with it once: it goes by itself, so that it takes no other with it. */
  isSuspect: boolean;
  done: (parsed: ParsedFile) => void;
  failed: (error: unknown) => void;
}

/** Parsers in threads, so that every core is used; each holds the grammar (about 200 MB). */
export class ParsePool {
  readonly #threads: TaskThreads;
  readonly #deadlineMs: number;
  readonly #waiting: Job[] = [];
  #busy = 0;

  /** @param deadlineMs after which a file is taken by its tokens alone */
  constructor(threads: TaskThreads, deadlineMs: number) {
    this.#threads = threads;
    this.#deadlineMs = deadlineMs;
  }

  /** A text that the parser dies of, or does not come back from, is read by its tokens. */
  parse(text: string): Promise<ParsedFile> {
    return new Promise((done, failed) => {
      this.#waiting.push({ text, isSuspect: false, done, failed });
      void this.#next();
    });
  }

  async #next(): Promise<void> {
    if (this.#waiting.length === 0 || this.#busy === this.#threads.size) return;
    this.#busy += 1;
    const jobs = this.#takeJobs();
    const job: ParseJob = { texts: jobs.map(({ text }) => text), deadlineMs: this.#deadlineMs };
    const patience = PATIENCE * this.#deadlineMs * jobs.length;
    try {
      const parsed = await this.#threads.run<ParsedFile[]>(TASK, job, patience);
      for (const [at, { done }] of jobs.entries()) done(parsed[at]!);
    } catch (error) {
      if (error instanceof ThreadLost) this.#giveUp(jobs);
      else for (const { failed } of jobs) failed(error);
    }
    this.#busy -= 1;
    void this.#next();
  }

  #takeJobs(): Job[] {
    const jobs = [this.#waiting.shift()!];
    let characters = jobs[0]!.text.length;
    while (!jobs[0]!.isSuspect && jobs.length < MOST_FILES) {
      const [job] = this.#waiting;
      if (job === undefined || job.isSuspect || characters + job.text.length > MOST_CHARACTERS) break;
      characters += job.text.length;
      jobs.push(this.#waiting.shift()!);
    }
    return jobs;
  }

  /** One of several jobs was the thread's end: each is tried by itself. */
  #giveUp(jobs: readonly Job[]): void {
    const [only] = jobs;
    if (jobs.length === 1) only!.done(parseFileLexically(only!.text));
    else this.#waiting.unshift(...jobs.map((job) => ({ ...job, isSuspect: true })));
    for (let thread = 1; thread < jobs.length; thread++) void this.#next();
  }
}
