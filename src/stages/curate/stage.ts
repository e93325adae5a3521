import { refreshTables } from '../../engine/models.ts';
import type { Stage } from '../../engine/stage.ts';

/** Brings the tables behind the report relations up to date with the facts. */
export const curateStage: Stage = {
  name: 'curate',
  version: 1,
  scope: 'global',
  summary: 'bring the relations up to date',
  reads: ['raw.attempts', 'fact.simulations', 'fact.judgements', 'fact.classifications'],
  writes: ['curated.judged_attempts'],
  parameters: { type: 'object', additionalProperties: false, properties: {} },
  plan: async ({ warehouse }) => {
    const todo = await warehouse.count('SELECT count(*) FROM raw.attempts');
    return { todo, done: 0, why: 'attempts; skipped when no fact changed' };
  },
  run: async (context) => {
    const refreshed = await refreshTables(context);
    const rowsIn = await context.warehouse.count('SELECT count(*) FROM raw.attempts');
    const kept = await context.warehouse.count('SELECT count(*) FROM curated.judged_attempts');
    return { rowsIn, kept, rejected: 0, added: refreshed ? kept : 0, notes: [] };
  },
};
