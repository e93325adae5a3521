import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QuarryError } from '../core/errors.ts';
import type { StageContext } from './stage.ts';

/** Runs `pipelines/audits/<rule>.sql` for each rule: a query that must return no row. */
export async function runAudits(
  rules: readonly string[],
  { warehouse, projectRoot }: StageContext,
): Promise<void> {
  for (const rule of rules) {
    const file = join(projectRoot, 'pipelines', 'audits', `${rule}.sql`);
    const offending = await warehouse.rows(`SELECT * FROM (${readFileSync(file, 'utf8')}) LIMIT 5`);
    if (offending.length > 0) {
      const rows = offending.map((row) =>
        JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? Number(value) : value)),
      );
      throw new QuarryError(
        'AUDIT_FAILED',
        `The audit \`${rule}\` found offending rows, the first are: ${rows.join(' ')}`,
        {
          where: `pipelines/audits/${rule}.sql`,
          next: `See all of them: quarry sql "$(cat pipelines/audits/${rule}.sql)"`,
        },
      );
    }
  }
}
