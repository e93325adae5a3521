import type { Stage } from '../../engine/stage.ts';
import { readCorpusReport } from '../../report/corpus-funnel.ts';
import { corpusPage } from '../../report/corpus-page.ts';
import { writeReport } from '../../report/write-report.ts';

interface CorpusReportParameters {
  /** Folder for the pages; '' is `reports` beside the warehouse. */
  folder: string;
}

/** Writes the funnel from files to kept modules as a page with pictures, and as JSON. */
export const corpusReportStage: Stage<CorpusReportParameters> = {
  name: 'corpus-report',
  version: 1,
  scope: 'global',
  summary: 'write the report on the corpora',
  reads: ['report.sources', 'report.modules', 'curated.modules', 'fact.proofs'],
  writes: [],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: { folder: { type: 'string', default: '' } },
  },
  plan: async ({ warehouse }) => {
    const todo = await warehouse.count('SELECT count(*) FROM report.sources');
    return { todo, done: 0, why: 'files of corpora; the report is written when its figures changed' };
  },
  run: async ({ warehouse }, parameters) => {
    const report = await readCorpusReport(warehouse);
    const { folder, written } = writeReport(warehouse, parameters.folder, {
      'corpus.html': await corpusPage(report),
      'corpus.json': `${JSON.stringify(report, null, 2)}\n`,
    });
    const rows = report.total.files;
    return { rowsIn: rows, kept: rows, rejected: 0, added: written, notes: [`in ${folder}`] };
  },
};
