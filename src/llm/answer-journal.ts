import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { AnswerCache, StoredAnswer } from './answer-cache.ts';

/**
 * A cache whose new answers are appended to a file the moment they arrive, because a batch in memory that is killed
 * would be paid for twice. Whoever owns it moves the answers on (into the warehouse) and then calls `clear`.
 * The write reaches the operating system before `write` returns: a killed process loses nothing, a dead machine may.
 */
export class AnswerJournal implements AnswerCache {
  readonly #descriptor: number;
  readonly #answers = new Map<string, StoredAnswer>();
  readonly #known = new Map<string, StoredAnswer>();

  constructor(path: string) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
    for (const answer of readLines(text)) this.#answers.set(answer.key, answer);
    this.#descriptor = openSync(path, 'a');
    // A kill may have cut the last line: what follows must not stand on it.
    if (text !== '' && !text.endsWith('\n')) writeSync(this.#descriptor, '\n');
  }

  /** Answers that are in the file and nowhere else. */
  get answers(): StoredAnswer[] {
    return [...this.#answers.values()];
  }

  /** Makes answers that are stored elsewhere known, in place of those known before. */
  know(answers: readonly StoredAnswer[]): void {
    this.#known.clear();
    for (const answer of answers) this.#known.set(answer.key, answer);
  }

  read(key: string): StoredAnswer | undefined {
    return this.#answers.get(key) ?? this.#known.get(key);
  }

  write(answer: StoredAnswer): void {
    writeSync(this.#descriptor, `${JSON.stringify(answer)}\n`);
    this.#answers.set(answer.key, answer);
  }

  /** Forgets answers that have found another place. */
  clear(): void {
    ftruncateSync(this.#descriptor);
    this.#answers.clear();
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** A line that a kill cut short is left out; all before it stand. */
function readLines(text: string): StoredAnswer[] {
  const answers: StoredAnswer[] = [];
  for (const line of text.split('\n')) {
    try {
      if (line !== '') answers.push(JSON.parse(line) as StoredAnswer);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return answers;
}
