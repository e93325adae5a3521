/**
 * How many planted faults the checks of descriptions find, and how often they blame correct texts.
 * Correct texts: what structure proves, in several phrasings of our own, and the tasks that people wrote.
 * `node bench/description-checks.ts [references.jsonl] [--list]`
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createRandom, type Random } from '../src/core/random.ts';
import { wilsonInterval } from '../src/core/wilson-interval.ts';
import { checkDescription } from '../src/describe/check-description.ts';
import type { Grain } from '../src/describe/grain.ts';
import { type ModuleFacts, moduleFacts } from '../src/describe/module-facts.ts';
import { describeStructure } from '../src/describe/structural-description.ts';
import { loadParser } from '../src/verilog/parser.ts';
import { readStructure } from '../src/verilog/structure/structure.ts';
import { phraseFacts } from './phrase-facts.ts';
import { PLANTED_FAULTS } from './planted-description-faults.ts';

const REFERENCES = new URL(
  '../../shared/data/benchmarks/verilogeval_human_references.jsonl',
  import.meta.url,
);

interface CorrectText {
  id: string;
  kind: 'structural' | 'phrased' | 'written by people';
  grain: Grain;
  text: string;
  facts: ModuleFacts;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { list: { type: 'boolean', default: false }, seed: { type: 'string', default: '1' } },
});
await loadParser();
const texts = readCorrectTexts(positionals[0] ?? fileURLToPath(REFERENCES), values.seed);
reportFalseAlarms(texts);
reportPlantedFaults(texts.filter(({ kind }) => kind !== 'written by people'));

function readCorrectTexts(path: string, seed: string): CorrectText[] {
  const rows = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>);
  return rows.flatMap((row) => {
    const text = row['module_code'] ?? '';
    const structure =
      readStructure(text)?.find(({ name }) => name === 'top_module') ?? readStructure(text)?.[0];
    if (structure === undefined) return [];
    const facts = moduleFacts(structure, text);
    const id = row['task_id'] ?? '';
    const random = createRandom(`${seed} ${id}`);
    const structural = (['line', 'summary', 'specification', 'blocks'] as const).flatMap((grain) => {
      const written = describeStructure(facts, grain);
      return written === undefined ? [] : [{ id, kind: 'structural' as const, grain, text: written, facts }];
    });
    const phrased = [0, 1, 2].map((round) => {
      const written = phraseFacts(facts, random.fork(`phrasing ${round}`));
      return { id, kind: 'phrased' as const, grain: 'summary' as const, text: written, facts };
    });
    const people = {
      id,
      kind: 'written by people' as const,
      grain: 'summary' as const,
      text: row['description'] ?? '',
      facts,
    };
    return [...structural, ...phrased, people];
  });
}

function falseClaims({ text, grain, facts }: CorrectText) {
  return checkDescription(text, grain, facts).faults.filter(({ weight }) => weight !== 'flaw');
}

function reportFalseAlarms(correct: readonly CorrectText[]): void {
  console.log('false alarms on correct texts');
  for (const kind of ['structural', 'phrased', 'written by people'] as const) {
    const of = correct.filter((text) => text.kind === kind);
    const blamed = of
      .map((text) => ({ text, faults: falseClaims(text) }))
      .filter(({ faults }) => faults.length > 0);
    printShare(kind, blamed.length, of.length);
    if (!values.list) continue;
    for (const { text, faults } of blamed)
      console.log(
        `    ${text.id} ${text.grain}: ${faults.map(({ reason, excerpt }) => `${reason} <${excerpt}>`).join('; ')}`,
      );
  }
}

/** Each fault is planted into every text that it fits; found is: the checks name a fault of its kind that the text had not before. */
function reportPlantedFaults(correct: readonly CorrectText[]): void {
  console.log('planted faults found');
  let [found, planted] = [0, 0];
  for (const [name, { plant, checks }] of Object.entries(PLANTED_FAULTS)) {
    const tries = correct.flatMap((text) => {
      const random: Random = createRandom(
        `${values.seed} ${name} ${text.id} ${text.grain} ${text.text.length}`,
      );
      const faulty = plant(text.text, text.facts, random);
      return faulty === undefined ? [] : [{ ...text, text: faulty }];
    });
    const missed = tries.filter((text) => !falseClaims(text).some(({ check }) => checks.includes(check)));
    printShare(name, tries.length - missed.length, tries.length);
    [found, planted] = [found + tries.length - missed.length, planted + tries.length];
    if (values.list)
      for (const { id, grain, text } of missed.slice(0, 10))
        console.log(`    missed in ${id} ${grain}: ${text.slice(0, 300).replaceAll('\n', ' / ')}`);
  }
  printShare('all', found, planted);
}

function printShare(name: string, count: number, of: number): void {
  const [low, high] = wilsonInterval(count, of);
  const percent = (share: number) => (100 * share).toFixed(1);
  const share = of === 0 ? '-' : `${percent(count / of)} % [${percent(low)}, ${percent(high)}]`;
  console.log(`  ${name.padEnd(22)} ${String(count).padStart(5)} of ${String(of).padStart(5)}  ${share}`);
}
