import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Stage, StageContext } from '../../engine/stage.ts';
import { readWeakDomains, weakDomainsMarkdown } from '../../report/weak-domains.ts';

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
  run: async (context, parameters) => {
    const rows = await readWeakDomains(context.warehouse);
    const folder = reportFolder(context, parameters);
    mkdirSync(folder, { recursive: true });
    const written = [
      writeIfChanged(join(folder, 'weak-domains.md'), weakDomainsMarkdown(rows)),
      writeIfChanged(join(folder, 'weak-domains.json'), `${JSON.stringify(rows, null, 2)}\n`),
    ];
    const added = written.filter(Boolean).length;
    return { rowsIn: rows.length, kept: rows.length, rejected: 0, added, notes: [`in ${folder}`] };
  },
};

function reportFolder({ warehouse }: StageContext, { folder }: ReportParameters): string {
  return folder === '' ? join(dirname(warehouse.path), 'reports') : folder;
}

function writeIfChanged(file: string, text: string): boolean {
  try {
    if (readFileSync(file, 'utf8') === text) return false;
  } catch {
    // Not written yet.
  }
  writeFileSync(file, text);
  return true;
}
