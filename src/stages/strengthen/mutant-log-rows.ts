import { contentHash } from '../../core/content-hash.ts';
import { commonCause } from '../../truth/cause-of-mistake.ts';
import type { Mistake } from '../../truth/strength.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';

/** Collects what mistakes make one testbench print. */
export class MutantLogs {
  readonly #byLog = new Map<string, Mistake[]>();

  add(mistake: Mistake, log: string): void {
    const name = contentHash(log);
    this.#byLog.set(name, [...(this.#byLog.get(name) ?? []), mistake]);
  }

  /** One row a log that only one cause leads to; a log that says nothing else than another cause's is left out. */
  rows(testbench: string, configuration: string): SqlRow[] {
    return [...this.#byLog].flatMap(([log, mistakes]) => {
      const cause = commonCause(mistakes.map(({ kind }) => kind));
      const [example] = mistakes.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
      if (cause === undefined || cause === 'unknown' || example === undefined) return [];
      return [
        {
          testbench_sha256: testbench,
          configuration,
          log_sha256: log,
          operator: example.kind,
          cause,
          line: example.line,
          before_text: example.before,
          after_text: example.after,
          mutants: mistakes.length,
        },
      ];
    });
  }
}
