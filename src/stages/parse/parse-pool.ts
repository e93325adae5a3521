import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type ParsedFile, parseFileLexically } from './parse-file.ts';
import type { ParseRequest } from './parse-worker.ts';

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
}

/** Parsers in threads of their own, so that every core is used; each holds the grammar (about 200 MB). */
export class ParsePool {
  readonly size: number;
  readonly #deadlineMs: number;
  readonly #waiting: Job[] = [];
  readonly #idle: ParseThread[] = [];
  readonly #all = new Set<ParseThread>();

  /** @param workers threads, 0 for one a core; @param deadlineMs after which a file is taken by its tokens alone */
  constructor(workers: number, deadlineMs: number) {
    this.size = workers === 0 ? availableParallelism() : workers;
    this.#deadlineMs = deadlineMs;
  }

  /** Never fails: a text that the parser dies of, or does not come back from, is read by its tokens. */
  parse(text: string): Promise<ParsedFile> {
    return new Promise((done) => {
      this.#waiting.push({ text, isSuspect: false, done });
      this.#next();
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((thread) => thread.end()));
  }

  #next(): void {
    if (this.#waiting.length === 0) return;
    const thread = this.#idle.pop() ?? (this.#all.size < this.size ? this.#start() : undefined);
    if (thread === undefined) return;
    const jobs = this.#takeJobs();
    const texts = jobs.map((job) => job.text);
    thread.parse(texts, this.#deadlineMs, (parsed) => {
      if (parsed !== undefined) {
        this.#idle.push(thread);
        for (const [at, job] of jobs.entries()) job.done(parsed[at]!);
      } else {
        this.#all.delete(thread);
        void thread.end();
        this.#giveUp(jobs);
      }
      this.#next();
    });
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
    for (let thread = 1; thread < jobs.length; thread++) this.#next();
  }

  #start(): ParseThread {
    const thread = new ParseThread();
    this.#all.add(thread);
    return thread;
  }
}

/** One thread and the files it is at. */
class ParseThread {
  readonly #worker = new Worker(new URL('./parse-worker.ts', import.meta.url));
  #timer: NodeJS.Timeout | undefined;
  #answer: ((parsed: ParsedFile[] | undefined) => void) | undefined;

  constructor() {
    this.#worker.on('message', (parsed: ParsedFile[]) => this.#settle(parsed));
    this.#worker.on('error', () => this.#settle(undefined));
    this.#worker.on('exit', () => this.#settle(undefined));
  }

  /** Answers undefined when the thread died or said nothing for too long: it is of no more use then. */
  parse(
    texts: readonly string[],
    deadlineMs: number,
    answer: (parsed: ParsedFile[] | undefined) => void,
  ): void {
    this.#answer = answer;
    this.#timer = setTimeout(() => this.#settle(undefined), PATIENCE * deadlineMs * texts.length);
    this.#worker.postMessage({ texts, deadlineMs } satisfies ParseRequest);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(parsed: ParsedFile[] | undefined): void {
    clearTimeout(this.#timer);
    const answer = this.#answer;
    this.#answer = undefined;
    answer?.(parsed);
  }
}
