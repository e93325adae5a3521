import { QuarryError } from '../../core/errors.ts';
import { plainSources } from '../../eda/plain-sources.ts';
import type { StageContext } from '../../engine/stage.ts';
import type { StalledWork } from '../../engine/stalled-work.ts';
import type { StrengthToolset } from '../../truth/strength-tools.ts';
import { type GeneratedTestbench, generateTestbench } from '../../truth/testbench/generate-testbench.ts';
import {
  addText,
  type BundleFile,
  type DocumentRows,
  readBundles,
  writeDocuments,
} from '../../warehouse/bundles.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';
import type { RetestConfiguration, RetestParameters } from './configuration.ts';
import { freezeReferences } from './pending-retests.ts';

/** References whose texts are read at once. Each testbench is stored as soon as it is made. */
const BATCH = 16;

/** Makes a testbench for every reference that needs one; where none can be made, the reason is stored. */
export async function generateTestbenches(
  { warehouse, progress }: StageContext,
  parameters: RetestParameters,
  configuration: RetestConfiguration,
  tools: StrengthToolset,
  stalled: StalledWork,
): Promise<number> {
  const pending = await freezeReferences(warehouse, configuration.key, BATCH);
  let done = 0;
  for await (const references of pending.batches()) {
    const names = references.map(({ reference }) => reference);
    const bundles = await readBundles(warehouse, names, 'design.sv');
    for (const reference of names) {
      const making = makeTestbench(tools, bundles.get(reference) ?? [], parameters, configuration);
      const made = await stalled.try(reference, making);
      if (made === undefined) continue;
      const documents: DocumentRows = { documents: [], bundleFiles: [] };
      const testbench = addText(documents, made.text);
      const row = {
        reference_sha256: reference,
        configuration: configuration.key,
        testbench_sha256: testbench,
        ...made.row,
      };
      await warehouse.transaction(async () => {
        await writeDocuments(warehouse, documents);
        await warehouse.append('fact.generated_testbenches', ['reference_sha256', 'configuration'], [row]);
      });
      done += 1;
      progress.step({ stage: 'retest', done, total: pending.count, unit: 'testbenches' });
    }
  }
  return done;
}

interface MadeTestbench {
  text: string | undefined;
  row: SqlRow;
}

async function makeTestbench(
  tools: StrengthToolset,
  files: readonly BundleFile[],
  { mutants, seed }: RetestParameters,
  { patterns }: RetestConfiguration,
): Promise<MadeTestbench> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  try {
    const job = { files: plainSources(files, []).design, patterns, seed, mutants };
    const generated = await generateTestbench(tools, job);
    return {
      text: generated.testbench.text,
      row: { ...strengthColumns(generated), reason: null, seconds: seconds() },
    };
  } catch (error) {
    if (!(error instanceof QuarryError) || error.code !== 'REFERENCE_UNUSABLE') throw error;
    return { text: undefined, row: { ...NO_STRENGTH, reason: error.message, seconds: seconds() } };
  }
}

function strengthColumns({ design, nonce, cycles, strength }: GeneratedTestbench): SqlRow {
  const { machines } = strength;
  const sum = (count: (machine: (typeof machines)[number]) => number): number | null =>
    machines.length === 0 ? null : machines.reduce((total, machine) => total + count(machine), 0);
  return {
    top: design.top,
    nonce,
    cycles,
    mutants: strength.mutants,
    killed: strength.killed,
    equivalent: strength.equivalent,
    undecided: strength.undecided.length,
    invalid: strength.invalid,
    survivors: JSON.stringify(strength.survivors),
    score: strength.score,
    score_low: strength.interval?.[0] ?? null,
    score_high: strength.interval?.[1] ?? null,
    accepted_stubs: strength.stubs.filter((stub) => !stub.rejected).length,
    states: sum((machine) => machine.states),
    transitions: sum((machine) => machine.transitions),
    states_covered: sum((machine) => machine.statesVisited),
    covered: sum((machine) => machine.transitionsVisited),
    machines: JSON.stringify(machines),
  };
}

const NO_STRENGTH: SqlRow = {
  top: null,
  nonce: null,
  cycles: null,
  mutants: null,
  killed: null,
  equivalent: null,
  undecided: null,
  invalid: null,
  survivors: null,
  score: null,
  score_low: null,
  score_high: null,
  accepted_stubs: null,
  states: null,
  transitions: null,
  states_covered: null,
  covered: null,
  machines: null,
};
