import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A documented relation: its model file's header and the comment behind each column. */
export interface Relation {
  name: string;
  description: string;
  grain: string;
  columns: { name: string; description: string }[];
}

/** The relations that users may build on, from the comments of `pipelines/models/report/*.sql`. */
export function listRelations(projectRoot: string): Relation[] {
  const folder = join(projectRoot, 'pipelines', 'models', 'report');
  const relations = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => parseRelation(`report.${name.slice(0, -4)}`, readFileSync(join(folder, name), 'utf8')));
  const attempts = relations.find((relation) => relation.name === 'report.attempts');
  return relations.map((relation) =>
    relation.columns.length === 0 && attempts !== undefined
      ? { ...relation, columns: attempts.columns }
      : relation,
  );
}

function parseRelation(name: string, sql: string): Relation {
  const lines = sql.split('\n');
  const description = lines[0]!.replace(/^-- /, '');
  const grain = lines.find((line) => line.startsWith('-- grain: '))?.slice('-- grain: '.length) ?? '';
  const select = lines.slice(lines.lastIndexOf('SELECT') + 1);
  const columns: Relation['columns'] = [];
  let column: string | undefined;
  for (const line of select) {
    if (/^\s*(FROM|LEFT JOIN|JOIN) /.test(line)) break;
    const [code = '', comment] = line.split(/--\s*/);
    const named = /(?:\bAS |\.|^\s+)(\w+),?\s*$/.exec(code);
    if (named !== null) column = named[1];
    if (comment !== undefined && column !== undefined)
      columns.push({ name: column, description: comment.trim() });
  }
  return { name, description, grain, columns };
}
