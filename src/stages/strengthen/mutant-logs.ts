import { contentHash } from '../../core/content-hash.ts';
import type { Variant } from '../../truth/try-variants.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';

/** Collects what variants of one design make one testbench print. */
export class MutantLogs {
  readonly #rows: SqlRow[] = [];

  /** Unknown outputs are no mistake that a design could be proved to have; a printed verdict is none either. */
  add(variant: Variant, log: string): void {
    if ('stub' in variant) {
      const { name } = variant.stub;
      if (name === 'tie_0' || name === 'tie_1')
        this.#rows.push({ mutant_id: name, operator: name, log_sha256: contentHash(log) });
      return;
    }
    const { id, operator, file, start, end, replacement, line, before, after } = variant.mutant;
    this.#rows.push({
      mutant_id: id,
      operator,
      log_sha256: contentHash(log),
      file,
      start_offset: start,
      end_offset: end,
      replacement,
      line,
      before_text: before,
      after_text: after,
    });
  }

  /** The rows of `fact.mutant_logs`. */
  rows(common: {
    testbench_sha256: string;
    design_sha256: string;
    configuration: string;
    top: string;
  }): SqlRow[] {
    return this.#rows.map((row) => ({ ...row, ...common }));
  }
}
