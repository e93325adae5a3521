import { keyHash } from '../../core/content-hash.ts';
import { addBundle, addText, type DocumentRows } from '../../warehouse/bundles.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';
import type { CanonicalRecord } from './canonical-record.ts';

/** What a source is read for. A `protected` source marks problems that must never be exported. */
export type SourceRole = 'traces' | 'references' | 'protected';

/** Rows of one batch, a list a table. */
export interface IngestRows extends DocumentRows {
  records: SqlRow[];
  attempts: SqlRow[];
  references: SqlRow[];
  events: SqlRow[];
  rejects: SqlRow[];
}

export interface RecordOrigin {
  recordId: string;
  sourceId: string;
  role: SourceRole;
  /** Place among the canonical records of its raw record. */
  part: number;
  /** Name of the folder that the file lies in: the run of a record that names none. */
  folder: string;
  /** Name of the file without its endings: the benchmark of a protected file that names none. */
  file: string;
}

export function emptyIngestRows(): IngestRows {
  return {
    documents: [],
    bundleFiles: [],
    records: [],
    attempts: [],
    references: [],
    events: [],
    rejects: [],
  };
}

/** Adds the table rows of one canonical record. */
export function addCanonical(rows: IngestRows, record: CanonicalRecord, origin: RecordOrigin): void {
  if (origin.role === 'protected' || record.kind === 'reference')
    rows.references.push(referenceRow(rows, record, origin));
  else if (record.kind === 'attempt') rows.attempts.push(attemptRow(rows, record, origin));
  else rows.events.push(eventRow(record, origin));
}

function attemptRow(
  rows: IngestRows,
  record: CanonicalRecord,
  { recordId, sourceId, part, folder }: RecordOrigin,
): SqlRow {
  const hasDesign = record.design_files !== undefined && record.design_files.length > 0;
  return {
    attempt_id: keyHash('attempt', recordId, String(part)).slice(0, 16),
    record_id: recordId,
    source_id: sourceId,
    part,
    run_id: record.run_id ?? folder,
    problem_id: record.problem_id ?? record.spec_hash ?? null,
    model: record.model ?? null,
    agent: record.agent ?? null,
    iteration: record.iteration ?? null,
    iteration_label: record.iteration_label ?? null,
    recorded_at: record.timestamp ?? null,
    category: record.category ?? null,
    complexity: text(record.metadata['complexity']),
    difficulty: record.difficulty ?? null,
    claimed: record.claimed_status ?? null,
    claimed_text: record.claimed_text ?? null,
    instruction_sha256: addText(rows, record.instruction ?? record.spec),
    header_sha256: addText(rows, record.header),
    // A design in files is what was graded; the answer around it is kept in the record.
    answer_sha256: hasDesign ? null : addText(rows, record.answer),
    answer_protocol: hasDesign || record.answer === undefined ? null : (record.answer_protocol ?? 'chat'),
    design_sha256: addBundle(rows, record.design_files),
    testbench_sha256: addBundle(rows, record.testbench_files),
    reference_sha256: addText(rows, record.reference_rtl),
    compile_log_sha256: addText(rows, record.compile_log),
    simulation_log_sha256: addText(rows, record.simulation_log),
    messages: JSON.stringify(record.recorded_messages ?? []),
    metadata: JSON.stringify(record.metadata),
  };
}

function referenceRow(
  rows: IngestRows,
  record: CanonicalRecord,
  { recordId, sourceId, part, role, file }: RecordOrigin,
): SqlRow {
  const design = record.reference_rtl ?? (role === 'protected' ? record.answer : undefined);
  return {
    reference_id: keyHash('reference', recordId, String(part)).slice(0, 16),
    record_id: recordId,
    source_id: sourceId,
    problem_id: record.problem_id ?? record.spec_hash ?? null,
    category: record.category ?? null,
    testbench_sha256: addBundle(rows, record.testbench_files),
    design_sha256: addText(rows, design) ?? addBundle(rows, record.design_files),
    header_sha256: addText(rows, record.header),
    instruction_sha256: addText(rows, record.instruction ?? record.spec),
    benchmark: record.benchmark ?? (role === 'protected' ? file : null),
    protected: role === 'protected' || record.benchmark !== undefined,
  };
}

function eventRow(record: CanonicalRecord, { recordId, sourceId, part, folder }: RecordOrigin): SqlRow {
  return {
    event_id: keyHash('event', recordId, String(part)).slice(0, 16),
    record_id: recordId,
    source_id: sourceId,
    kind: record.kind,
    run_id: record.run_id ?? folder,
    problem_id: record.problem_id ?? record.spec_hash ?? null,
    model: record.model ?? null,
    stage: record.stage ?? null,
    iteration: record.iteration ?? null,
    recorded_at: record.timestamp ?? null,
    claimed: record.claimed_status ?? null,
    payload: JSON.stringify(record.metadata),
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
