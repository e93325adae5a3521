import { farthestFirst } from '../dedupe/farthest-first.ts';
import { type Sketch, sketchOf } from '../dedupe/sketch.ts';
import { readBundles } from '../warehouse/bundles.ts';
import { freezePending } from '../warehouse/pending-batches.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { DatasetTask } from './dataset-task.ts';

/** Raise it when the same rows and quotas would give another choice: sets are then written again. */
export const CHOICE_VERSION = 1;

/** Rows that are compared with each other at once. Larger cells are taken block by block: time grows with their size, not its square. */
const BLOCK = 1024;
/** Of the rows taken in blocks before, as many are kept away from. */
const REMEMBERED = 256;
/** Rows whose designs are read at once. */
const READ_AT_ONCE = 256;

interface Candidate {
  cell: string;
  groupDraw: bigint;
  group: string;
  draw: bigint;
  name: string;
  proved: number;
  groupRows: number;
  /** Whether a draw would take it: how many a block may give. */
  drawn: boolean;
  content: string;
}

/**
 * Chooses the rows of cells that hold more than is wanted: names, in the order of taking. `candidates` is a SELECT of
 * the columns of `Candidate`, in that order. In a cell that fits into one block the choice is `farthestFirst` over all
 * of it. A larger cell is cut into blocks of whole groups (or parts of one large group) in an order drawn from the
 * seed; each gives as many rows as a draw would have taken of it, and keeps away from rows of the blocks before.
 */
export async function* takeDiverse(
  warehouse: Warehouse,
  candidates: string,
  holds: DatasetTask['content']['holds'],
): AsyncGenerator<string[]> {
  let cell: string | undefined;
  let before: Sketch[] = [];
  for await (const block of readBlocks(warehouse, candidates)) {
    if (block[0]!.cell !== cell) before = [];
    cell = block[0]!.cell;
    const sketches = await readSketches(warehouse, block, holds);
    const rows = block.map(({ group, proved }, index) => ({ group, proved, sketch: sketches[index]! }));
    const wanted = block.reduce((sum, { drawn }) => sum + (drawn ? 1 : 0), 0);
    const taken = farthestFirst(rows, wanted, before);
    before = [...before, ...taken.map((index) => sketches[index]!)].slice(-REMEMBERED);
    yield taken.map((index) => block[index]!.name);
  }
}

/** Rows of one cell, whole groups together, at most `BLOCK`; a larger group has blocks of its own. */
async function* readBlocks(warehouse: Warehouse, candidates: string): AsyncGenerator<Candidate[]> {
  const pending = await freezePending<Candidate>(warehouse, {
    name: 'diverse',
    query: candidates,
    batch: BLOCK,
    read: 'SELECT * EXCLUDE (position) FROM pending ORDER BY position',
  });
  let block: Candidate[] = [];
  for await (const rows of pending.batches()) {
    for (const row of rows) {
      if (block.length > 0 && endsBlock(block, row)) {
        yield block;
        block = [];
      }
      block.push(row);
    }
  }
  if (block.length > 0) yield block;
}

function endsBlock(block: readonly Candidate[], next: Candidate): boolean {
  const last = block.at(-1)!;
  if (block.length === BLOCK || last.cell !== next.cell) return true;
  return last.group !== next.group && (last.groupRows > BLOCK || block.length + next.groupRows > BLOCK);
}

async function readSketches(
  warehouse: Warehouse,
  block: readonly Candidate[],
  holds: DatasetTask['content']['holds'],
): Promise<Sketch[]> {
  if (holds === 'text') return block.map(({ content }) => sketchOf(content, 'spec'));
  const sketches: Sketch[] = [];
  for (let start = 0; start < block.length; start += READ_AT_ONCE) {
    const hashes = block.slice(start, start + READ_AT_ONCE).map(({ content }) => content);
    const designs = await readBundles(warehouse, hashes, 'design.sv');
    for (const hash of hashes) {
      const files = designs.get(hash) ?? [];
      sketches.push(sketchOf(files.map(({ text }) => text).join('\n'), 'code'));
    }
  }
  return sketches;
}
