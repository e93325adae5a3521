import { crossValidate } from '../../classifier/cross-validate.ts';
import {
  type LabelledText,
  testDescriptionClassifier,
  trainDescriptionClassifier,
} from '../../classifier/description-classifier.ts';
import { contentHash } from '../../core/content-hash.ts';
import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import {
  type ClassifierWorth,
  classifierMarkdown,
  type LearnedClassifier,
} from '../../report/classifier-report.ts';
import { writeReport } from '../../report/write-report.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';

interface LearnParameters {
  seed: string;
  /** Texts that a classifier learns from at the most, drawn by hash. */
  most_texts: number;
  /** Parts of cross-validation by whole groups; 0 leaves it out. */
  folds: number;
  /** Folder of the report; '' is `reports` beside the warehouse. */
  folder: string;
}

const VERSION = 3;
const TARGETS = ['tier', 'domain'] as const;
const SOURCES = ['llm', 'structural'] as const;

/** Learns what descriptions tell of tier and domain, from train groups only, and measures it on the others and by cross-validation. */
export const learnStage: Stage<LearnParameters> = {
  name: 'learn',
  version: VERSION,
  scope: 'global',
  summary: 'learn tier and domain from descriptions, and measure it',
  reads: ['curated.described_labels'],
  writes: ['fact.classifiers'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      seed: { type: 'string', default: '42' },
      most_texts: { type: 'integer', minimum: 10, default: 50_000 },
      folds: { type: 'integer', minimum: 0, default: 5 },
      folder: { type: 'string', default: '' },
    },
  },
  plan: async ({ warehouse }) => {
    const todo = await warehouse.count('SELECT count(*) FROM curated.described_labels');
    return { todo, done: 0, why: 'described modules with a label; learned anew only when they changed' };
  },
  run: learnClassifiers,
};

interface Row extends LabelledText {
  split: string;
}

async function learnClassifiers(
  { warehouse, progress }: StageContext,
  parameters: LearnParameters,
): Promise<StageOutcome> {
  const learned: LearnedClassifier[] = [];
  const notes: string[] = [];
  let done = 0;
  for (const target of TARGETS) {
    for (const source of SOURCES) {
      const rows = await readRows(warehouse, target, source, parameters.most_texts);
      const classifier = await learnOne(warehouse, target, source, rows, parameters);
      if (typeof classifier === 'string') notes.push(classifier);
      else learned.push(classifier);
      done += 1;
      const total = TARGETS.length * SOURCES.length;
      progress.step({ stage: 'learn', done, total, unit: 'classifiers', cached: 0 });
    }
  }
  const { folder } = writeReport(warehouse, parameters.folder, {
    'description-classifier.json': `${JSON.stringify(learned, null, 2)}\n`,
    'description-classifier.md': classifierMarkdown(learned),
  });
  const rowsIn = await warehouse.count('SELECT count(*) FROM curated.described_labels');
  const added = learned.filter(({ isNew }) => isNew).length;
  return { rowsIn, kept: rowsIn, rejected: 0, added, notes: [...notes, `in ${folder}`] };
}

async function readRows(
  warehouse: Warehouse,
  target: (typeof TARGETS)[number],
  source: string,
  most: number,
): Promise<Row[]> {
  return warehouse.rows<Row>(
    `SELECT text, ${target} AS label, group_id AS "group", split FROM curated.described_labels
     WHERE source = ? AND ${target} IS NOT NULL ORDER BY md5(description_key) LIMIT ${most}`,
    [source],
  ) as unknown as Promise<Row[]>;
}

/** The classifier's worth, from the warehouse when the same rows were learned before; a sentence when there are too few. */
async function learnOne(
  warehouse: Warehouse,
  target: string,
  source: string,
  rows: readonly Row[],
  { seed, folds }: LearnParameters,
): Promise<LearnedClassifier | string> {
  const train = rows.filter(({ split }) => split === 'train');
  const heldOut = rows.filter(({ split }) => split === 'validation' || split === 'test');
  const labels = new Set(train.map(({ label }) => label));
  if (labels.size < 2) {
    return `${target} from ${source} texts not learned: ${train.length} train texts of ${labels.size} labels`;
  }
  const fingerprint = contentHash(JSON.stringify([VERSION, seed, folds, rows]));
  const counts = {
    train_rows: train.length,
    train_groups: new Set(train.map(({ group }) => group)).size,
    heldout_groups: new Set(heldOut.map(({ group }) => group)).size,
  };
  const [known] = await warehouse.rows<{ report: string }>(
    'SELECT report FROM fact.classifiers WHERE target = ? AND source = ? AND fingerprint = ?',
    [target, source, fingerprint],
  );
  const named = { target, source, ...counts };
  if (known !== undefined)
    return { ...named, isNew: false, report: JSON.parse(known.report) as LearnedClassifier['report'] };
  const classifier = trainDescriptionClassifier(train, seed);
  const report: ClassifierWorth = {
    heldOut: heldOut.length === 0 ? null : testDescriptionClassifier(classifier, train, heldOut, seed),
    crossValidation: crossValidate(rows, folds, seed) ?? null,
  };
  const sequence = 1 + (await warehouse.count('SELECT coalesce(max(sequence), 0) FROM fact.classifiers'));
  await warehouse.append(
    'fact.classifiers',
    ['target', 'source', 'fingerprint'],
    [{ ...named, fingerprint, report: JSON.stringify(report), sequence }],
  );
  return { ...named, isNew: true, report };
}
