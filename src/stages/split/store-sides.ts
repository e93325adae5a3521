import type { Warehouse } from '../../warehouse/warehouse.ts';
import { type DecidedSides, SIDE_NAMES } from './decide-sides.ts';
import type { SplitKey } from './read-graph.ts';

/** Numbers handed to DuckDB at once. */
const CHUNK = 65_536;

/**
 * Stores what was decided of the rows of `split_rows`, all of it or nothing; a row whose side and group stand already
 * is left alone. A group keeps the name that one of its rows had, else it is named after its first row.
 * Returns the numbers of groups and of rows that had no side before.
 */
export async function storeSides(
  warehouse: Warehouse,
  decided: DecidedSides,
  { seed, ratios }: SplitKey,
): Promise<{ groups: number; added: number }> {
  await fillSides(warehouse, decided);
  await warehouse.run(
    `CREATE OR REPLACE TEMP TABLE split_decided AS
     WITH name AS (SELECT part, COALESCE(min(old_group), min(row_id)) AS group_id
                   FROM split_sides JOIN split_rows USING (row) GROUP BY part)
     SELECT row_id, group_id, ${nameOf('s.side')} AS split, old_group, r.side AS old_side, s.side,
       CASE WHEN s.side = ${SIDE_NAMES.indexOf('held_out')} AND joins > 0 THEN ${reasonOf('joins')} END AS reason
     FROM split_sides AS s JOIN split_rows AS r USING (row) JOIN name USING (part)`,
  );
  const changed =
    'SELECT row_id FROM split_decided WHERE side <> old_side OR group_id IS DISTINCT FROM old_group';
  if ((await warehouse.count(`SELECT count(*) FROM (${changed})`)) > 0) {
    await warehouse.transaction(async () => {
      await warehouse.run(
        `CREATE OR REPLACE TEMP TABLE split_changed AS
         SELECT row_id, ? AS seed, ? AS ratios, n.group_id, n.split, COALESCE(n.reason, o.reason) AS reason
         FROM split_decided AS n
         LEFT JOIN (SELECT row_id, reason FROM fact.splits WHERE seed = ? AND ratios = ?) AS o USING (row_id)
         WHERE row_id IN (${changed})`,
        [seed, ratios, seed, ratios],
      );
      await warehouse.run(
        `DELETE FROM fact.splits WHERE seed = ? AND ratios = ? AND row_id IN (SELECT row_id FROM split_changed);
         `,
        [seed, ratios],
      );
      await warehouse.run('INSERT INTO fact.splits SELECT * FROM split_changed');
    });
  }
  return {
    groups: await warehouse.count('SELECT count(DISTINCT group_id) FROM split_decided'),
    added: await warehouse.count('SELECT count(*) FROM split_decided WHERE old_side = 0'),
  };
}

async function fillSides(warehouse: Warehouse, { sides, groups, joins }: DecidedSides): Promise<void> {
  await warehouse.run(
    'CREATE OR REPLACE TEMP TABLE split_sides (row INTEGER, side INTEGER, part INTEGER, joins INTEGER)',
  );
  for (let start = 0; start < sides.length; start += CHUNK) {
    const lists = [sides, groups, joins].map((column) =>
      JSON.stringify(Array.from(column.subarray(start, start + CHUNK))),
    );
    const columns = lists.map(() => `unnest(from_json(?, '["INTEGER"]'))`).join(', ');
    await warehouse.run(
      `INSERT INTO split_sides SELECT (${start} + row_number() OVER () - 1)::INTEGER, * FROM (SELECT ${columns})`,
      lists,
    );
  }
}

function nameOf(column: string): string {
  return `['${SIDE_NAMES.slice(1).join("', '")}'][${column}]`;
}

/** `it joins train and test`, from a bit set of sides. */
function reasonOf(bits: string): string {
  const names = SIDE_NAMES.slice(1, -1).map(
    (name, index) => `CASE WHEN ${bits} & ${1 << (index + 1)} > 0 THEN '${name}' END`,
  );
  return `'it joins ' || concat_ws(' and ', ${names.join(', ')})`;
}
