import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QuarryError } from '../core/errors.ts';
import type { Pipeline } from './load-pipeline.ts';
import type { StageContext } from './stage.ts';

type AuditContext = Pick<StageContext, 'warehouse' | 'projectRoot'>;

/** @throws QuarryError CONFIG_INVALID when a pipeline names an audit that has no file */
export function checkAudits({ path, audits }: Pipeline, { projectRoot }: AuditContext): void {
  for (const [index, rule] of audits.entries()) {
    if (existsSync(auditFile(projectRoot, rule))) continue;
    throw new QuarryError('CONFIG_INVALID', `There is no audit \`${rule}\``, {
      where: `${path} /audits/${index}`,
      next: 'Name a file of pipelines/audits/ without its ending.',
    });
  }
}

/** Runs `pipelines/audits/<rule>.sql` for each rule: a query that must return no row. */
export async function runAudits(
  rules: readonly string[],
  { warehouse, projectRoot }: AuditContext,
): Promise<void> {
  for (const rule of rules) {
    const query = readFileSync(auditFile(projectRoot, rule), 'utf8').replace(/;\s*$/, '');
    const offending = await warehouse.rows(`SELECT * FROM (${query}\n) LIMIT 5`);
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

function auditFile(projectRoot: string, rule: string): string {
  return join(projectRoot, 'pipelines', 'audits', `${rule}.sql`);
}
