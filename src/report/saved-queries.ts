import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QuarryError } from '../core/errors.ts';

/** A question kept under `pipelines/queries/<name>.sql`: a comment header, then one SELECT with $parameters. */
export interface SavedQuery {
  name: string;
  description: string;
  /** Parameter names with their defaults. */
  parameters: Record<string, string>;
  example: string | undefined;
  sql: string;
}

export function listSavedQueries(projectRoot: string): SavedQuery[] {
  const folder = join(projectRoot, 'pipelines', 'queries');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => parseSavedQuery(name.slice(0, -4), readFileSync(join(folder, name), 'utf8')));
}

/** The query of that name with its parameters filled from `settings`; unknown names are told what exists. */
export function findSavedQuery(
  projectRoot: string,
  name: string,
  settings: Readonly<Record<string, string>>,
): { sql: string; values: Record<string, string> } {
  const queries = listSavedQueries(projectRoot);
  const query = queries.find((candidate) => candidate.name === name);
  if (query === undefined) {
    throw new QuarryError('USAGE', `There is no saved query \`${name}\``, {
      where: 'pipelines/queries/',
      next: `There are: ${queries.map((candidate) => candidate.name).join(', ')}.`,
    });
  }
  const unknown = Object.keys(settings).find((setting) => query.parameters[setting] === undefined);
  if (unknown !== undefined) {
    throw new QuarryError('USAGE', `The query \`${name}\` has no parameter \`${unknown}\``, {
      next: `It has: ${Object.keys(query.parameters).join(', ')}.`,
    });
  }
  return { sql: query.sql, values: { ...query.parameters, ...settings } };
}

function parseSavedQuery(name: string, text: string): SavedQuery {
  const header = [...text.matchAll(/^-- (.*)$/gm)].map((match) => match[1]!);
  const declared = header.find((line) => line.startsWith('parameters: '))?.slice('parameters: '.length) ?? '';
  const parameters = Object.fromEntries(
    declared
      .split(/,\s*/)
      .filter(Boolean)
      .map((pair) => pair.split('=') as [string, string]),
  );
  const example = header.find((line) => line.startsWith('example: '))?.slice('example: '.length);
  return { name, description: header[0] ?? '', parameters, example, sql: text.replace(/;\s*$/, '') };
}
