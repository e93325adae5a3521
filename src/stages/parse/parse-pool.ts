import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type ParsedFile, parseFileLexically } from './parse-file.ts';
import type { ParseRequest } from './parse-worker.ts';

/** A file is given up when its worker has said nothing for this many deadlines: analysis has none of its own. */
const PATIENCE = 4;

interface Job {
  text: string;
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
      this.#waiting.push({ text, done });
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
    const { text, done } = this.#waiting.shift()!;
    thread.parse(text, this.#deadlineMs, (parsed) => {
      if (parsed === undefined) {
        this.#all.delete(thread);
        void thread.end();
      } else {
        this.#idle.push(thread);
      }
      done(parsed ?? parseFileLexically(text));
      this.#next();
    });
  }

  #start(): ParseThread {
    const thread = new ParseThread();
    this.#all.add(thread);
    return thread;
  }
}

/** One thread and the file it is at. */
class ParseThread {
  readonly #worker = new Worker(new URL('./parse-worker.ts', import.meta.url));
  #timer: NodeJS.Timeout | undefined;
  #answer: ((parsed: ParsedFile | undefined) => void) | undefined;

  constructor() {
    this.#worker.on('message', (parsed: ParsedFile) => this.#settle(parsed));
    this.#worker.on('error', () => this.#settle(undefined));
    this.#worker.on('exit', () => this.#settle(undefined));
  }

  /** Answers undefined when the thread died or said nothing for too long: it is of no more use then. */
  parse(text: string, deadlineMs: number, answer: (parsed: ParsedFile | undefined) => void): void {
    this.#answer = answer;
    this.#timer = setTimeout(() => this.#settle(undefined), PATIENCE * deadlineMs);
    this.#worker.postMessage({ text, deadlineMs } satisfies ParseRequest);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(parsed: ParsedFile | undefined): void {
    clearTimeout(this.#timer);
    const answer = this.#answer;
    this.#answer = undefined;
    answer?.(parsed);
  }
}
