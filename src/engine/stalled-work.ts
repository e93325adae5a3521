import { isStalled } from '../core/stalled.ts';
import type { ProgressListener } from './progress.ts';

/** Names that a note holds; the rest is counted. */
const MOST_NAMES = 8;

/** What a stage leaves to the next run because a tool stalled on it: no fact of it is stored. */
export class StalledWork {
  readonly #names: string[] = [];

  get count(): number {
    return this.#names.length;
  }

  /** Remembers what stalled. @param name as a user knows it */
  add(name: string): void {
    this.#names.push(name);
  }

  /** The result of work; undefined when it stalls, which is remembered. */
  async try<Result>(name: string, work: Promise<Result>): Promise<Result | undefined> {
    try {
      return await work;
    } catch (error) {
      if (!isStalled(error)) throw error;
      this.add(name);
      return undefined;
    }
  }

  /** Warns of it, and gives the same as a note of the stage; nothing when nothing stalled. @param units e.g. `bundles` */
  tell(units: string, { warn }: Pick<ProgressListener, 'warn'>): string[] {
    if (this.count === 0) return [];
    const left = this.count - MOST_NAMES;
    const names = [...this.#names.slice(0, MOST_NAMES), ...(left > 0 ? [`${left} more`] : [])].join(', ');
    const note = `${units} left for the next run, since wall time alone ended a tool: ${this.count} (${names})`;
    warn(note);
    return [note];
  }
}
