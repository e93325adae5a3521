import { contentHash } from '../../core/content-hash.ts';
import { CATEGORY_DOMAINS, domainOfCategory } from '../../core/domains.ts';
import { TIERS, tierOfComplexity } from '../../core/tiers.ts';
import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { setCurrent } from '../../warehouse/current.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';

/** A changed taxonomy classifies anew; nothing else does. */
const TAXONOMY = contentHash(JSON.stringify([CATEGORY_DOMAINS, TIERS]));

/**
 * Maps recorded category and complexity names into the one taxonomy. A name that it lacks is counted as
 * rejected and told; its attempts stay, `unclassified`.
 */
export const classifyStage: Stage = {
  name: 'classify',
  version: 1,
  scope: 'document',
  summary: 'map recorded categories into the one taxonomy',
  reads: ['raw.attempts', 'curated.attempt_inputs'],
  writes: ['fact.classifications'],
  parameters: { type: 'object', additionalProperties: false, properties: {} },
  plan: async ({ warehouse }) => {
    const total = await warehouse.count(`SELECT count(*) FROM (${RECORDED_NAMES})`);
    const todo = await warehouse.count(`SELECT count(*) FROM (${PENDING})`, [TAXONOMY]);
    return { todo, done: total - todo, why: 'recorded names that this taxonomy has not mapped' };
  },
  run: classifyPending,
};

const RECORDED_NAMES = `
  SELECT DISTINCT COALESCE(i.category, '') AS category, COALESCE(a.complexity, '') AS complexity
  FROM raw.attempts AS a JOIN curated.attempt_inputs AS i USING (attempt_id)
  WHERE i.category IS NOT NULL OR a.complexity IS NOT NULL`;

const PENDING = `
  SELECT * FROM (${RECORDED_NAMES})
  ANTI JOIN (SELECT category, complexity FROM fact.classifications WHERE taxonomy = ?) USING (category, complexity)`;

async function classifyPending({ warehouse, progress }: StageContext): Promise<StageOutcome> {
  await setCurrent(warehouse, 'classify', TAXONOMY);
  const names = await warehouse.rows<{ category: string; complexity: string }>(PENDING, [TAXONOMY]);
  const added = await warehouse.append(
    'fact.classifications',
    ['category', 'complexity', 'taxonomy'],
    names.map(({ category, complexity }) => classificationRow(category, complexity)),
  );
  const total = await warehouse.count(`SELECT count(*) FROM (${RECORDED_NAMES})`);
  const unmapped = await warehouse.rows<{ unmapped: string }>(
    'SELECT unmapped FROM fact.classifications WHERE taxonomy = ? AND unmapped IS NOT NULL ORDER BY unmapped',
    [TAXONOMY],
  );
  for (const row of unmapped)
    progress.warn(`no domain or tier is known for the recorded name ${row.unmapped}`);
  const rejected = unmapped.length;
  return { rowsIn: total, kept: total - rejected, rejected, added, notes: [] };
}

function classificationRow(category: string, complexity: string): SqlRow {
  const domain = domainOfCategory(category) ?? null;
  const tier = tierOfComplexity(complexity) ?? null;
  const unknown = [
    ...(category !== '' && domain === null ? [`category \`${category}\``] : []),
    ...(complexity !== '' && tier === null ? [`complexity \`${complexity}\``] : []),
  ];
  const unmapped = unknown.length === 0 ? null : unknown.join(' and ');
  return { category, complexity, taxonomy: TAXONOMY, domain, tier, unmapped };
}
