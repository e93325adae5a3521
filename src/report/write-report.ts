import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Warehouse } from '../warehouse/warehouse.ts';

/**
 * Writes the files of a report into `folder`, or into `reports` beside the warehouse when that is ''. What has not
 * changed is not touched.
 */
export function writeReport(
  warehouse: Warehouse,
  folder: string,
  files: Readonly<Record<string, string>>,
): { folder: string; written: number } {
  const target = folder === '' ? join(dirname(warehouse.path), 'reports') : folder;
  mkdirSync(target, { recursive: true });
  const written = Object.entries(files).filter(([name, text]) => writeIfChanged(join(target, name), text));
  return { folder: target, written: written.length };
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
