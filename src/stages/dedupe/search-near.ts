import { FINGERPRINT_VERSION as VERSION } from '../../dedupe/fingerprint.ts';
import type { FingerprintPool } from '../../dedupe/fingerprint-pool.ts';
import { jaccard } from '../../dedupe/jaccard.ts';
import { forEachCandidatePair, markCandidates } from '../../dedupe/near-pairs.ts';
import type { ShingleKind } from '../../dedupe/shingles.ts';
import type { StageContext } from '../../engine/stage.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { Warehouse } from '../../warehouse/warehouse.ts';
import { IntegerList } from './integer-list.ts';
import { IntegerTable } from './integer-table.ts';
import { indexOf, NearIndex } from './near-index.ts';
import { readTexts, type TextPlace, withPlaces } from './read-texts.ts';
import { ShingleStore } from './shingle-store.ts';

/** The least similarity that is stored as an edge. Below it 32 bands of 8 would miss too many pairs. */
export const LEAST_JACCARD = 0.7;
/** Texts that are searched and stored at once: what a killed run loses. */
const SLICE = 2 ** 18;
/** Texts whose places are looked up at once. */
const BATCH = 16_384;
/** Similarities are stored as whole numbers until the edges are written. */
const PARTS = 1e9;

interface Candidate extends TextPlace {
  ordinal: number;
}

/**
 * Compares every text of the index that was not searched yet with all before it, and stores an edge for each pair
 * that is near. Old texts are not compared with each other again. Returns how many texts were new.
 */
export async function searchNear(
  context: StageContext,
  pool: FingerprintPool,
  kind: ShingleKind,
): Promise<number> {
  const { warehouse } = context;
  const searched = await searchedTo(warehouse, kind);
  const all = await warehouse.count(`SELECT coalesce(max(ordinal), 0) FROM ${indexOf(kind)}`);
  if (searched === all) return 0;
  const index = new NearIndex(all);
  await index.read(warehouse, kind, searched);
  while (index.count < all) {
    await index.read(warehouse, kind, Math.min(all, index.count + SLICE));
    const store = await readCandidates(context, pool, kind, index);
    try {
      await storeSlice(warehouse, kind, index.count, await compareCandidates(warehouse, index, store));
    } finally {
      store.close();
    }
    const done = index.count - searched;
    context.progress.step({ stage: 'dedupe', done, total: all - searched, unit: `${kind} texts compared` });
  }
  return all - searched;
}

function searchedTo(warehouse: Warehouse, kind: ShingleKind): Promise<number> {
  return warehouse.count(
    `SELECT coalesce(max(searched_to), 0) FROM fact.near_searches WHERE kind = '${kind}' AND version = ${VERSION}`,
  );
}

/** The shingles of all texts that share a band with another, read from their texts in the order of the table. */
async function readCandidates(
  { warehouse }: StageContext,
  pool: FingerprintPool,
  kind: ShingleKind,
  index: NearIndex,
): Promise<ShingleStore> {
  const marks = markCandidates(index);
  const wanted = await IntegerTable.create(warehouse, 'near_candidates', ['ordinal']);
  for (let text = 0; text < index.count; text++) {
    if (marks[text] === 1) await wanted.add(text + 1);
  }
  await wanted.flush();
  const store = new ShingleStore(index.count, `${warehouse.path}.shingles`);
  const candidates = await freezePending<Candidate>(warehouse, {
    name: 'candidates',
    query: withPlaces(
      `SELECT text_sha256 AS sha256, ordinal FROM ${indexOf(kind)} SEMI JOIN near_candidates USING (ordinal)`,
    ),
    batch: BATCH,
    read: 'SELECT place, bytes, sha256, ordinal FROM pending ORDER BY position',
  });
  for await (const batch of candidates.batches()) {
    for await (const { places, texts } of readTexts(warehouse, batch)) {
      const sets = await pool.shingleSets(texts, kind);
      for (const [at, { ordinal }] of places.entries()) store.put(ordinal - 1, sets[at]!);
    }
  }
  return store;
}

/** Exact similarities of all candidate pairs; those that are near as (a, b, similarity in parts of 1e9). */
async function compareCandidates(
  warehouse: Warehouse,
  index: NearIndex,
  store: ShingleStore,
): Promise<IntegerTable> {
  const found = await IntegerTable.create(warehouse, 'near_found', ['a', 'b', 'similarity']);
  const edges = new IntegerList();
  forEachCandidatePair(index, (a, b) => {
    const similarity = jaccard(store.get(a), store.get(b), LEAST_JACCARD);
    if (similarity > 0) edges.push(a + 1, b + 1, Math.round(similarity * PARTS));
  });
  for (let at = 0; at < edges.length; at += 3) {
    await found.add(edges.at(at), edges.at(at + 1), edges.at(at + 2));
  }
  await found.flush();
  return found;
}

/** Edges and the mark that they are all: both or neither. */
async function storeSlice(
  warehouse: Warehouse,
  kind: ShingleKind,
  to: number,
  { name: found }: IntegerTable,
): Promise<void> {
  await warehouse.transaction(async () => {
    await warehouse.run(
      `INSERT INTO fact.near_edges
       SELECT DISTINCT least(a.text_sha256, b.text_sha256), greatest(a.text_sha256, b.text_sha256), '${kind}', ${VERSION},
         similarity / ${PARTS}, least(a.tokens, b.tokens)
       FROM ${found} AS found
       JOIN ${indexOf(kind)} AS a ON a.ordinal = found.a
       JOIN ${indexOf(kind)} AS b ON b.ordinal = found.b`,
    );
    await warehouse.run(`INSERT INTO fact.near_searches VALUES ('${kind}', ${VERSION}, ${to})`);
  });
}
