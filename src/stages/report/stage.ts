import type { Stage } from '../../engine/stage.ts';
import { readWeakDomains, weakDomainsMarkdown } from '../../report/weak-domains.ts';
import { writeReport } from '../../report/write-report.ts';

interface ReportParameters {
  /** Folder for the pages; '' is `reports` beside the warehouse. */
  folder: string;
}

/** Writes the weak-domain report as Markdown and JSON. */
export const reportStage: Stage<ReportParameters> = {
  name: 'report',
  version: 1,
  scope: 'global',
  summary: 'write the weak-domain report',
  reads: ['report.domains'],
  writes: [],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: { folder: { type: 'string', default: '' } },
  },
  plan: async ({ warehouse }) => {
    const todo = await warehouse.count('SELECT count(*) FROM report.domains');
    return { todo, done: 0, why: 'domains; the report is always written' };
  },
  run: async ({ warehouse }, parameters) => {
    const rows = await readWeakDomains(warehouse);
    const { folder, written } = writeReport(warehouse, parameters.folder, {
      'weak-domains.md': weakDomainsMarkdown(rows),
      'weak-domains.json': `${JSON.stringify(rows, null, 2)}\n`,
    });
    return { rowsIn: rows.length, kept: rows.length, rejected: 0, added: written, notes: [`in ${folder}`] };
  },
};
