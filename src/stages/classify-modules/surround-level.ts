import type { Domain } from '../../core/domains.ts';
import { surroundingsOf, surroundingsText } from '../../verilog/domain/surroundings.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';

/** Modules whose surroundings are compared with what is stored at once. */
const BATCH = 4096;

interface LevelRow {
  module_id: string;
  path: string;
  /** JSON object of domains by part; null without parts. */
  parts: string | null;
  /** As stored before. */
  surroundings: string;
}

/**
 * Stores what surrounds the modules of one level, where it is not stored yet. The levels below must be classified.
 * @param key of the rules, as in fact.module_classes
 */
export async function surroundLevel(warehouse: Warehouse, key: string, level: number): Promise<void> {
  const batches = warehouse.stream<LevelRow>(
    `SELECT l.module_id, l.path, p.parts, coalesce(s.surroundings, '') AS surroundings
     FROM module_levels AS l
     LEFT JOIN (${PARTS}) AS p USING (module_id)
     LEFT JOIN (SELECT module_id, surroundings FROM fact.module_surroundings WHERE rules = $key) AS s USING (module_id)
     WHERE l.level = $level ORDER BY l.module_id`,
    { key, level },
  );
  let changed: { module_id: string; surroundings: string }[] = [];
  for await (const rows of batches) {
    for (const { module_id, path, parts, surroundings } of rows) {
      const domains = Object.entries(JSON.parse(parts ?? '{}') as Record<string, Domain>);
      const now = surroundingsText(surroundingsOf(path, new Map(domains)));
      if (now !== surroundings) changed.push({ module_id, surroundings: now });
    }
    if (changed.length >= BATCH) {
      await store(warehouse, key, changed);
      changed = [];
    }
  }
  await store(warehouse, key, changed);
}

/** Domains of the parts of a level's modules, as they are classified in their own surroundings. */
const PARTS = `
  SELECT module_id, json_group_object(part, domain) AS parts
  FROM module_parts
  SEMI JOIN (SELECT module_id FROM module_levels WHERE level = $level) USING (module_id)
  JOIN (
    SELECT n.module_id AS part_id, c.domain FROM curated.module_netlists AS n
    JOIN fact.module_classes AS c USING (module_sha256, netlist, surroundings)
    WHERE c.rules = $key AND c.domain IS NOT NULL
  ) USING (part_id)
  GROUP BY module_id`;

async function store(
  warehouse: Warehouse,
  rules: string,
  changed: readonly { module_id: string; surroundings: string }[],
): Promise<void> {
  if (changed.length === 0) return;
  await warehouse.transaction(async () => {
    await warehouse.run(
      `DELETE FROM fact.module_surroundings
       WHERE rules = $rules AND module_id IN (SELECT unnest(from_json($ids, '["VARCHAR"]')))`,
      { rules, ids: JSON.stringify(changed.map(({ module_id }) => module_id)) },
    );
    await warehouse.append(
      'fact.module_surroundings',
      ['module_id', 'rules'],
      changed.filter(({ surroundings }) => surroundings !== '').map((one) => ({ ...one, rules })),
    );
  });
}
