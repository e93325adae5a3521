import { QuarryError } from '../core/errors.ts';
import { type BundleFile, readBundles } from '../warehouse/bundles.ts';
import type { SqlRow, Warehouse } from '../warehouse/warehouse.ts';

export interface AttemptDetail {
  /** The row of report.attempts. */
  attempt: SqlRow;
  design: BundleFile[];
  testbench: BundleFile[];
  compileLog: string | null;
  simulationLog: string | null;
  /** What was cut from the model's answer to get the RTL. */
  cuts: unknown[];
  /** Attempts of the same run at the same problem, in order: id, iteration, agent, claim, verdict, cause. */
  history: unknown[][];
  record: { path: string; line: number; mapping: string; text: string };
}

/** Everything known of one attempt. `id` may be the beginning of an attempt_id when it is unambiguous. */
export async function readAttempt(warehouse: Warehouse, id: string): Promise<AttemptDetail> {
  const attempt = await findAttempt(warehouse, id);
  const attemptId = attempt['attempt_id'] as string;
  const rtl = attempt['rtl_sha256'] as string | null;
  const testbench = attempt['testbench_sha256'] as string | null;
  const design = rtl === null ? undefined : await readBundles(warehouse, [rtl], 'design.sv');
  const bench = testbench === null ? undefined : await readBundles(warehouse, [testbench], 'testbench.sv');
  return {
    attempt,
    design: design?.get(rtl!) ?? [],
    testbench: bench?.get(testbench!) ?? [],
    ...(await readLogs(warehouse, rtl, testbench)),
    cuts: await readCuts(warehouse, attemptId),
    history: await readHistory(warehouse, attempt),
    record: await readRecord(warehouse, attemptId),
  };
}

/** Attempts named when the beginning of an id fits several. */
const MOST_NAMED = 5;

async function findAttempt(warehouse: Warehouse, id: string): Promise<SqlRow> {
  const found = await warehouse.rows(
    `SELECT * FROM report.attempts WHERE starts_with(attempt_id, ?) ORDER BY attempt_id LIMIT ${MOST_NAMED + 1}`,
    [id],
  );
  const [attempt] = found;
  if (attempt === undefined) {
    throw new QuarryError('NOT_FOUND', `No attempt has this id: ${id}`, {
      where: warehouse.path,
      next: 'List some: quarry sql "SELECT attempt_id, problem_id, verdict FROM report.attempts LIMIT 20"',
    });
  }
  if (found.length > 1) {
    const names = found.slice(0, MOST_NAMED).map((row) => row['attempt_id']);
    const more = found.length > MOST_NAMED ? ', ...' : '';
    throw new QuarryError('NOT_FOUND', `Several attempts begin with this id: ${id}`, {
      where: warehouse.path,
      next: `Name one of them: ${names.join(', ')}${more}`,
    });
  }
  return attempt;
}

async function readLogs(
  warehouse: Warehouse,
  rtl: string | null,
  testbench: string | null,
): Promise<Pick<AttemptDetail, 'compileLog' | 'simulationLog'>> {
  const [logs] = await warehouse.rows<{ compile_log: string | null; simulation_log: string | null }>(
    `SELECT compile_log, simulation_log FROM fact.simulations
     WHERE rtl_sha256 = ? AND testbench_sha256 = ?
       AND configuration = (SELECT value FROM meta.current WHERE name = 'simulate')`,
    [rtl, testbench ?? ''],
  );
  return { compileLog: logs?.compile_log ?? null, simulationLog: logs?.simulation_log ?? null };
}

async function readCuts(warehouse: Warehouse, attemptId: string): Promise<unknown[]> {
  const [row] = await warehouse.rows<{ cuts: string }>(
    `SELECT e.cuts FROM raw.attempts AS a JOIN fact.extractions AS e
       ON e.answer_sha256 = a.answer_sha256 AND e.protocol = a.answer_protocol
       AND e.header_sha256 IS NOT DISTINCT FROM a.header_sha256
     WHERE a.attempt_id = ? AND e.version = (SELECT value::INTEGER FROM meta.current WHERE name = 'extract')`,
    [attemptId],
  );
  return row === undefined ? [] : (JSON.parse(row.cuts) as unknown[]);
}

async function readHistory(warehouse: Warehouse, attempt: SqlRow): Promise<unknown[][]> {
  const rows = await warehouse.rows(
    `SELECT attempt_id, iteration, agent, claimed, verdict, failure_cause FROM report.attempts
     WHERE run_id IS NOT DISTINCT FROM ? AND problem_id IS NOT DISTINCT FROM ?
     ORDER BY iteration, path, line, attempt_id LIMIT 50`,
    [attempt['run_id'] ?? null, attempt['problem_id'] ?? null],
  );
  return rows.map((row) => Object.values(row));
}

async function readRecord(warehouse: Warehouse, attemptId: string): Promise<AttemptDetail['record']> {
  const [record] = await warehouse.rows<AttemptDetail['record']>(
    `SELECT path, line, mapping, text FROM raw.records
     JOIN raw.attempts USING (record_id) WHERE attempt_id = ?`,
    [attemptId],
  );
  return record!;
}
