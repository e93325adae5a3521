import { QuarryError } from '../core/errors.ts';
import { type BundleFile, readBundles } from '../warehouse/bundles.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';

/** A file of a bundle and where its text comes from. */
interface BundleOrigin {
  path: string;
  /** Units that were left out. */
  cut: string[];
  /** Files that were put in where it includes them. */
  included: string[];
  /** Made by rtl-quarry: stubs and definitions. */
  generated: boolean;
}

/** A module with the bundle that makes it compile. */
export interface ModuleBundle {
  module_id: string;
  name: string;
  repo: string;
  revision: string;
  path: string;
  line_start: number;
  line_end: number;
  licence: string | null;
  licence_decision: string | null;
  licence_reason: string | null;
  evidence: string;
  way: string;
  front_end: 'iverilog' | 'verilator';
  bundle_sha256: string;
  top: string;
  /** Modules that nothing defines and that are empty here. */
  stubs: string[];
  missing_includes: string[];
  missing_macros: string[];
  origins: BundleOrigin[];
  /** Texts in compile order. */
  parts: BundleFile[];
}

const LISTS = ['stubs', 'missing_includes', 'missing_macros', 'origins'] as const;

/**
 * The bundle of a module. `id` may be the beginning of a module_id when it is unambiguous.
 * @throws QuarryError NOT_FOUND when no module has this id, several have, or the module has no bundle
 */
export async function readModuleBundle(warehouse: Warehouse, id: string): Promise<ModuleBundle> {
  const found = await warehouse.rows<Record<string, unknown>>(
    `SELECT m.*, f.revision, b.files AS origins, b.missing_includes, b.missing_macros
     FROM (FROM curated.modules WHERE starts_with(module_id, ?)) AS m
     JOIN curated.screened_files AS f USING (file_id)
     LEFT JOIN curated.module_bundles AS b USING (module_id)
     ORDER BY module_id LIMIT 2`,
    [id],
  );
  const [row] = found;
  if (row === undefined || found.length > 1) {
    throw new QuarryError(
      'NOT_FOUND',
      `${row ? 'Several modules begin' : 'No module begins'} with this id: ${id}`,
      {
        where: warehouse.path,
        next: 'List some: quarry sql "SELECT module_id, name, repo, evidence FROM report.modules LIMIT 20"',
      },
    );
  }
  const bundle = row['bundle_sha256'] as string | null;
  if (bundle === null) {
    throw new QuarryError('NOT_FOUND', `The module ${row['name']} has no bundle: ${row['reason']}`, {
      where: `${row['repo']} ${row['path']}:${row['line_start']}`,
      next: `${row['message'] ?? 'Run the stages parse and closure, then curate.'}`,
    });
  }
  const lists = Object.fromEntries(LISTS.map((name) => [name, JSON.parse(String(row[name] ?? '[]'))]));
  const parts = (await readBundles(warehouse, [bundle], 'bundle.sv')).get(bundle) ?? [];
  return { ...row, ...lists, parts } as unknown as ModuleBundle;
}
