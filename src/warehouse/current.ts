import type { Warehouse } from './warehouse.ts';

/**
 * Names which version or configuration of a stage's facts the views read. Facts of others stay where they are,
 * so going back to an earlier configuration costs nothing.
 */
export async function setCurrent(warehouse: Warehouse, name: string, value: string): Promise<void> {
  if ((await current(warehouse, name)) === value) return;
  await warehouse.transaction(async () => {
    await warehouse.run('DELETE FROM meta.current WHERE name = ?', [name]);
    await warehouse.run('INSERT INTO meta.current VALUES (?, ?)', [name, value]);
  });
}

/** The value set last under a name, or null. */
export async function current(warehouse: Warehouse, name: string): Promise<string | null> {
  const [row] = await warehouse.rows<{ value: string }>('SELECT value FROM meta.current WHERE name = ?', [
    name,
  ]);
  return row?.value ?? null;
}
