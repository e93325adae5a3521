import type { RawRecord } from '../../inputs/raw-record.ts';
import type { CanonicalRecord } from './canonical-record.ts';
import type { FieldName } from './coerce-field.ts';
import type { ArtefactRef } from './expression.ts';
import type { Draft } from './map-record.ts';
import type { Fold } from './trace-mapping.ts';

const DEFAULT_CARRY = [
  'run_id',
  'problem_id',
  'spec',
  'spec_hash',
  'instruction',
  'category',
  'difficulty',
  'model',
];

/** More runs than this open at once are not expected of one file; the oldest is then taken as ended. */
const MAX_OPEN_RUNS = 1024;

/** A row and the record it is told of: the closing record, or the last of a try that never closed. */
export interface FoldedRow {
  raw: RawRecord;
  draft: Draft;
  /** The record was given before: this row is one more of it. */
  again: boolean;
}

interface Run {
  fields: Record<string, unknown>;
  artefacts: Map<FieldName, ArtefactRef>;
  /** Tries that became attempts. */
  iteration: number;
  /** Something worth an attempt was recorded since the last one. */
  fresh: boolean;
  last: { raw: RawRecord; record: CanonicalRecord } | undefined;
}

/**
 * Folds stage records into attempts: what the records of a try tell is carried forward until a closing stage, whose
 * record becomes the attempt; the others become events. An opening stage begins the next try.
 * Holds one state an open run, whatever the length of the file.
 */
export class FoldRecords {
  private readonly rule: Fold;
  private readonly runs = new Map<string, Run>();

  constructor(rule: Fold) {
    this.rule = rule;
  }

  /** The rows that are complete now that this record of a run is here. */
  push(group: string, raw: RawRecord, draft: Draft): FoldedRow[] {
    const rows: FoldedRow[] = this.evict(group);
    const run = this.runOf(group);
    const stage = draft.record.stage ?? '';
    if (this.rule.opens.includes(stage)) rows.push(...this.endTry(run));
    carryForward(run, draft);
    const named = [...Object.keys(draft.record), ...draft.artefacts.keys()];
    if (this.rule.attempt_when.some((field) => named.includes(field))) run.fresh = true;
    if (this.rule.closes.includes(stage)) {
      rows.push({ raw, draft: attemptOf(run, draft.record), again: false });
    } else {
      const iteration = run.fresh ? run.iteration + 1 : Math.max(run.iteration, 1);
      // The artefacts of an event are read when its attempt is made, once.
      const record: CanonicalRecord = { ...draft.record, kind: 'event', iteration };
      rows.push({ raw, draft: { record, artefacts: new Map() }, again: false });
    }
    run.last = { raw, record: draft.record };
    return rows;
  }

  /** The rows of the tries that never closed, at the end of the file. */
  end(): FoldedRow[] {
    const rows = [...this.runs.values()].flatMap((run) => this.unfinished(run));
    this.runs.clear();
    return rows;
  }

  private runOf(group: string): Run {
    let run = this.runs.get(group);
    if (!run) {
      run = { fields: {}, artefacts: new Map(), iteration: 0, fresh: false, last: undefined };
      this.runs.set(group, run);
    }
    return run;
  }

  private endTry(run: Run): FoldedRow[] {
    const rows = this.unfinished(run);
    const carry = this.rule.carry ?? DEFAULT_CARRY;
    run.fields = Object.fromEntries(Object.entries(run.fields).filter(([name]) => carry.includes(name)));
    run.artefacts = new Map([...run.artefacts].filter(([name]) => carry.includes(name)));
    return rows;
  }

  private unfinished(run: Run): FoldedRow[] {
    if (!run.fresh || !run.last) return [];
    const { raw, record } = run.last;
    // A step before the simulation that passed says nothing of the design's behaviour.
    const claimed_status =
      record.claimed_status === 'pass' ? 'unknown' : (record.claimed_status ?? 'unknown');
    const claimed_text = `${record.stage ?? 'unknown stage'}: ${record.claimed_text ?? 'no status'}, never simulated`;
    return [{ raw, draft: attemptOf(run, { ...record, claimed_status, claimed_text }), again: true }];
  }

  private evict(group: string): FoldedRow[] {
    if (this.runs.size < MAX_OPEN_RUNS || this.runs.has(group)) return [];
    const [oldest, run] = this.runs.entries().next().value!;
    this.runs.delete(oldest);
    return this.unfinished(run);
  }
}

function carryForward(run: Run, { record, artefacts }: Draft): void {
  const { kind, stage, timestamp, claimed_status, claimed_text, duration_s, metadata, ...fields } = record;
  Object.assign(run.fields, fields);
  // The later of a text and a path wins: they tell the same field.
  for (const name of Object.keys(fields)) run.artefacts.delete(name as FieldName);
  for (const [name, ref] of artefacts) {
    delete run.fields[name];
    run.artefacts.set(name, ref);
  }
}

function attemptOf(run: Run, record: CanonicalRecord): Draft {
  run.iteration += 1;
  run.fresh = false;
  const attempt: CanonicalRecord = { ...run.fields, ...record, kind: 'attempt', iteration: run.iteration };
  return { record: attempt, artefacts: new Map(run.artefacts) };
}
