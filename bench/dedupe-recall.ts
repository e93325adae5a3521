import { BandTable } from '../src/dedupe/band-table.ts';
import { BANDS, bandKeys } from '../src/dedupe/bands.ts';
import { chooseKeepers, type NearEdges } from '../src/dedupe/choose-keepers.ts';
import { exactKeys } from '../src/dedupe/exact-keys.ts';
import { jaccard } from '../src/dedupe/jaccard.ts';
import { minHash, SLOTS } from '../src/dedupe/minhash.ts';
import { forEachCandidatePair } from '../src/dedupe/near-pairs.ts';
import { SHINGLE_TOKENS, shingleSet } from '../src/dedupe/shingles.ts';
import { lex, tokenText } from '../src/verilog/lexer.ts';
import { realModules } from './real-modules.ts';

/**
 * Near pairs found by bands against all pairs there are, on real modules with different tokens. The truth is found
 * without any hash: shingles are told apart by their text, and every pair that shares one is counted.
 * Usage: node bench/dedupe-recall.ts [folder of git repositories ...]
 */
const THRESHOLD = 0.7;
const LEAST_RECALL = 0.97;
const LEAST_MODULES = 5000;

const modules = oncePerTokens(await realModules(process.argv.slice(2)));
console.log(`${modules.length} real modules, no two of the same tokens`);
const found = searchPairs();
const truth = allPairs();
const recall = reportRecall();
const worst = reportRemoved();
const enough = modules.length >= LEAST_MODULES;
if (!enough) console.log(`fewer than ${LEAST_MODULES} modules: name folders with git repositories`);
process.exitCode = enough && recall >= LEAST_RECALL && worst >= THRESHOLD ? 0 : 1;

function oncePerTokens(texts: readonly string[]): string[] {
  return [...new Map(texts.map((text) => [exactKeys(lex(text)).tokens, text])).values()];
}

/** Pairs as the stage finds them: name `a * n + b` and the similarity of its hashed shingles. */
function searchPairs(): Map<number, number> {
  const started = performance.now();
  const signature = new Int32Array(SLOTS);
  const keys = new Uint32Array(BANDS);
  const table = new BandTable(modules.length);
  const sets = modules.map((text) => {
    const set = shingleSet(text, 'code');
    minHash(set, signature);
    bandKeys(signature, keys, 0);
    table.add(keys, 0);
    return set;
  });
  let compared = 0;
  const pairs = new Map<number, number>();
  forEachCandidatePair(table, (a, b) => {
    compared++;
    const similarity = jaccard(sets[a]!, sets[b]!, THRESHOLD);
    if (similarity > 0) pairs.set(a * modules.length + b, similarity);
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  console.log(`search: ${seconds} s on one core, ${compared} pairs compared, ${pairs.size} near`);
  return pairs;
}

/** Every pair with a similarity of at least the threshold, by counting shared shingles over an inverted index. */
function allPairs(): Map<number, number> {
  const started = performance.now();
  const numbers = new Map<string, number>();
  const holders: number[][] = [];
  const sizes: number[] = [];
  const pairs = new Map<number, number>();
  modules.forEach((text, late) => {
    const shared = new Map<number, number>();
    const shingles = textShingles(text);
    sizes.push(shingles.size);
    for (const shingle of shingles) {
      const number = numbers.get(shingle) ?? numbers.size;
      numbers.set(shingle, number);
      holders[number] ??= [];
      for (const early of holders[number]) shared.set(early, (shared.get(early) ?? 0) + 1);
      holders[number].push(late);
    }
    for (const [early, count] of shared) {
      const similarity = count / (sizes[early]! + sizes[late]! - count);
      if (similarity >= THRESHOLD) pairs.set(early * modules.length + late, similarity);
    }
  });
  console.log(`truth: ${((performance.now() - started) / 1000).toFixed(2)} s, ${pairs.size} near pairs`);
  return pairs;
}

function textShingles(text: string): Set<string> {
  const tokens = lex(text);
  const words = Array.from({ length: tokens.count }, (_, index) =>
    tokenText(tokens, index).replace(/^\\/, ''),
  );
  const last = Math.max(0, words.length - SHINGLE_TOKENS);
  return new Set(
    Array.from({ length: last + 1 }, (_, at) => words.slice(at, at + SHINGLE_TOKENS).join('\0')),
  );
}

function reportRecall(): number {
  for (let low = THRESHOLD; low < 0.999; low += 0.05) {
    const part = [...truth].filter(([, value]) => value >= low && value < low + 0.05 + (low > 0.94 ? 1 : 0));
    const hits = part.filter(([pair]) => found.has(pair)).length;
    console.log(`  from ${low.toFixed(2)}: ${hits} of ${part.length} pairs (${share(hits, part.length)})`);
  }
  const hits = [...truth.keys()].filter((pair) => found.has(pair)).length;
  const wrong = [...found.keys()].filter((pair) => !truth.has(pair)).length;
  console.log(
    `pair recall ${share(hits, truth.size)} (least ${LEAST_RECALL}); ${wrong} pairs reported below ${THRESHOLD}`,
  );
  return wrong === 0 ? hits / truth.size : 0;
}

/** Star clustering over what was found; the least true similarity of a removed module to its keeper. */
function reportRemoved(): number {
  const edges: NearEdges = {
    a: Int32Array.from(found.keys(), (pair) => Math.floor(pair / modules.length)),
    b: Int32Array.from(found.keys(), (pair) => pair % modules.length),
    jaccard: Float64Array.from(found.values()),
  };
  const own = Int32Array.from(modules, (_, index) => index);
  const { keeper } = chooseKeepers({ text: own, comments: own, renamed: own, ports: own }, edges);
  let worst = 1;
  let removed = 0;
  keeper.forEach((keep, module) => {
    if (keep < 0) return;
    removed++;
    worst = Math.min(worst, truth.get(Math.min(keep, module) * modules.length + Math.max(keep, module)) ?? 0);
  });
  console.log(`${removed} modules removed; the least similar to its keeper: ${worst.toFixed(4)}`);
  return worst;
}

function share(part: number, all: number): string {
  return all === 0 ? 'none' : (part / all).toFixed(4);
}
