import { contentHash } from '../core/content-hash.ts';
import { readBundles, readDocuments } from './bundles.ts';
import type { Warehouse } from './warehouse.ts';

/** A problem of a protected benchmark with its texts; null for what it lacks. */
interface StoredProblem {
  referenceId: string;
  benchmark: string;
  problemId: string;
  design: string | null;
  /** Head of the module that is asked for. */
  header: string | null;
  specification: string | null;
}

interface ReferenceRow {
  reference_id: string;
  benchmark: string;
  problem_id: string;
  design: string | null;
  header: string | null;
  instruction: string | null;
}

/**
 * All protected problems with their texts: a few hundred, so they are held at once. `key` names exactly this set; a
 * problem that several files tell in the same words is one.
 */
export async function readProtectedProblems(
  warehouse: Warehouse,
): Promise<{ key: string; problems: StoredProblem[] }> {
  const rows = await warehouse.rows<ReferenceRow>(
    `SELECT min(reference_id) AS reference_id, COALESCE(benchmark, 'registered') AS benchmark,
       COALESCE(problem_id, min(reference_id)) AS problem_id,
       design_sha256 AS design, header_sha256 AS header, instruction_sha256 AS instruction
     FROM raw.problem_references WHERE protected
     GROUP BY benchmark, problem_id, design_sha256, header_sha256, instruction_sha256
     ORDER BY benchmark, problem_id, reference_id`,
  );
  const key = contentHash(JSON.stringify(rows)).slice(0, 16);
  const names = (field: 'header' | 'instruction'): string[] => rows.flatMap((row) => row[field] ?? []);
  const texts = await readDocuments(warehouse, [...names('header'), ...names('instruction')]);
  const bundles = await readBundles(
    warehouse,
    rows.flatMap(({ design }) => design ?? []),
    'design.sv',
  );
  const problems = rows.map(
    ({ reference_id, benchmark, problem_id, design, header, instruction }): StoredProblem => ({
      referenceId: reference_id,
      benchmark,
      problemId: problem_id,
      design: design === null ? null : (bundles.get(design) ?? []).map(({ text }) => text).join('\n') || null,
      header: header === null ? null : (texts.get(header) ?? null),
      specification: instruction === null ? null : (texts.get(instruction) ?? null),
    }),
  );
  return { key, problems };
}
