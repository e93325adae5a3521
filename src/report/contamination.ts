import { QuarryError } from '../core/errors.ts';
import { readBundles, readDocuments } from '../warehouse/bundles.ts';
import { current } from '../warehouse/current.ts';
import type { SqlRow, Warehouse } from '../warehouse/warehouse.ts';

/** What the comparison with protected benchmarks found. */
export interface ContaminationReport {
  /** Protected problems by benchmark; empty when none is registered. */
  benchmarks: { benchmark: string; problems: number }[];
  /** Thresholds and policy of the newest comparison; null when there was none. */
  settings: Record<string, string | number> | null;
  /** Rows that were compared. */
  compared: number;
  found: { benchmark: string; method: string; trivial: boolean; decision: string; rows: number }[];
  /** The nearest rows of each benchmark and method. */
  examples: {
    row_id: string;
    benchmark: string;
    problem: string;
    method: string;
    score: number;
    decision: string;
  }[];
}

/** Reads the report; `examples` rows are given for each benchmark and method. */
export async function readContamination(
  warehouse: Warehouse,
  examples: number,
): Promise<ContaminationReport> {
  const settings = await current(warehouse, 'contamination');
  return {
    benchmarks: await warehouse.rows(
      `SELECT COALESCE(benchmark, 'registered') AS benchmark, count(DISTINCT problem_id)::INTEGER AS problems
       FROM raw.problem_references WHERE protected GROUP BY 1 ORDER BY 1`,
    ),
    settings: settings === null ? null : (JSON.parse(settings) as Record<string, string | number>),
    compared: await warehouse.count('SELECT count(*) FROM curated.dedupe_rows'),
    found: await warehouse.rows(
      `SELECT benchmark, method, trivial, decision, count(*)::INTEGER AS rows FROM report.contamination
       WHERE decision <> 'clean' GROUP BY ALL ORDER BY benchmark, method, decision DESC, trivial`,
    ),
    examples: await warehouse.rows(
      `SELECT row_id, benchmark, problem, method, score, decision FROM report.contamination
       WHERE decision <> 'clean'
       QUALIFY row_number() OVER (PARTITION BY benchmark, method, decision ORDER BY score DESC, row_id) <= ?
       ORDER BY benchmark, method, decision DESC, score DESC, row_id`,
      [examples],
    ),
  };
}

/** One row beside the protected problem that it comes nearest to. */
export interface ContaminatedRow {
  /** The row of report.contamination. */
  finding: SqlRow;
  row: { specification: string | null; design: string | null };
  problem: { specification: string | null; header: string | null; design: string | null };
}

/**
 * Both sides of a finding. `id` may be the beginning of a row's id when it is unambiguous.
 * @throws QuarryError NOT_FOUND when no row, or several, have it
 */
export async function readContaminatedRow(warehouse: Warehouse, id: string): Promise<ContaminatedRow> {
  const found = await warehouse.rows(
    'SELECT * FROM report.contamination WHERE starts_with(row_id, ?) ORDER BY row_id LIMIT 2',
    [id],
  );
  const [finding] = found;
  if (finding === undefined || found.length > 1) {
    const what = finding === undefined ? 'No compared row has this id' : 'Several rows begin with this id';
    throw new QuarryError('NOT_FOUND', `${what}: ${id}`, {
      where: warehouse.path,
      next: 'List them: quarry sql "FROM report.contamination ORDER BY score DESC LIMIT 20"',
    });
  }
  const [names] = await warehouse.rows<TextNames>(
    `SELECT text_sha256 AS code, spec_sha256 AS specification FROM curated.dedupe_rows WHERE row_id = ?`,
    [finding['row_id']!],
  );
  return {
    finding,
    row: await readSides(warehouse, names),
    problem: { header: null, ...(await readProblem(warehouse, finding, names)) },
  };
}

interface TextNames {
  code: string | null;
  specification: string | null;
  header?: string | null;
}

/** The reference that the comparison named; for a row of the same problem, the first reference of it. */
async function readProblem(
  warehouse: Warehouse,
  finding: SqlRow,
  names: TextNames | undefined,
): Promise<{ specification: string | null; design: string | null; header?: string | null }> {
  const [reference] = await warehouse.rows<TextNames>(
    `SELECT design_sha256 AS code, instruction_sha256 AS specification, header_sha256 AS header
     FROM raw.problem_references
     WHERE protected AND COALESCE(benchmark, 'registered') = $benchmark AND problem_id = $problem
     ORDER BY reference_id IN (
       SELECT reference_id FROM fact.contaminations
       WHERE text_sha256 = $code AND spec_sha256 = $specification AND method = $method) DESC, reference_id LIMIT 1`,
    {
      benchmark: finding['benchmark']!,
      problem: finding['problem']!,
      method: finding['method']!,
      code: names?.code ?? '',
      specification: names?.specification ?? '',
    },
  );
  const sides = await readSides(warehouse, reference);
  const header = reference?.header ?? null;
  if (header === null) return sides;
  return { ...sides, header: (await readDocuments(warehouse, [header])).get(header) ?? null };
}

async function readSides(
  warehouse: Warehouse,
  names: TextNames | undefined,
): Promise<{ specification: string | null; design: string | null }> {
  const { code = null, specification = null } = names ?? {};
  const designs = code === null ? undefined : await readBundles(warehouse, [code], 'design.sv');
  const texts = specification === null ? undefined : await readDocuments(warehouse, [specification]);
  const files = code === null ? undefined : designs?.get(code);
  return {
    specification: specification === null ? null : (texts?.get(specification) ?? null),
    design: files === undefined ? null : files.map(({ text }) => text).join('\n'),
  };
}
