import { readdirSync, readFileSync } from 'node:fs';
import type { Warehouse } from './warehouse.ts';

const FOLDER = new URL('./migrations/', import.meta.url);

/** Brings the tables of a warehouse to the newest layout: `migrations/NNN-name.sql`, each applied once, in order. */
export async function migrate(warehouse: Warehouse): Promise<void> {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const applied = await appliedMigrations(warehouse);
  for (const file of files.filter((name) => !applied.has(name))) {
    await warehouse.transaction(async () => {
      await warehouse.run(readFileSync(new URL(file, FOLDER), 'utf8'));
      await warehouse.run('INSERT INTO meta.migrations VALUES (?, now())', [file]);
    });
  }
}

async function appliedMigrations(warehouse: Warehouse): Promise<Set<string>> {
  const known = await warehouse.count(
    "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'meta' AND table_name = 'migrations'",
  );
  if (known === 0) {
    await warehouse.run('CREATE SCHEMA IF NOT EXISTS meta');
    await warehouse.run('CREATE TABLE meta.migrations (name VARCHAR, applied_at TIMESTAMPTZ)');
  }
  const rows = await warehouse.rows<{ name: string }>('SELECT name FROM meta.migrations');
  return new Set(rows.map((row) => row.name));
}
