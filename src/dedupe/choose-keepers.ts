/** By what a row repeats its keeper, strictest first. */
export const DUPLICATE_KEYS = ['text', 'comments', 'renamed', 'ports', 'near'] as const;

/**
 * Rows in order of preference, best first. Each column gives a row the number of its class: rows of one class have
 * the same text, the same tokens, ... Numbers are below `text.length`.
 */
export interface RankedRows {
  text: Int32Array;
  comments: Int32Array;
  renamed: Int32Array;
  ports: Int32Array;
}

/** Near pairs of `comments` classes, in any order, each once; `b` unlike `a`. */
export interface NearEdges {
  a: Int32Array;
  b: Int32Array;
  jaccard: Float64Array;
}

/** For each row its keeper (-1: the row itself is kept), the index into DUPLICATE_KEYS, and the similarity (near only). */
export interface Keepers {
  keeper: Int32Array;
  key: Uint8Array;
  jaccard: Float64Array;
}

/**
 * Star clustering: rows are taken best first, and a row is dropped when a row that was kept before has one of its
 * keys or is near to it. So every dropped row repeats its keeper itself, not by way of others, every keeper is
 * kept, and the result depends on the order of the rows and nothing else. Among near keepers the most similar one
 * is named, the better row where two are equally similar.
 */
export function chooseKeepers(rows: RankedRows, edges: NearEdges): Keepers {
  const count = rows.text.length;
  const kept = [rows.text, rows.comments, rows.renamed, rows.ports].map((classes) => ({
    classes,
    first: new Int32Array(count).fill(-1),
  }));
  const neighbours = neighbourLists(count, edges);
  const result: Keepers = {
    keeper: new Int32Array(count).fill(-1),
    key: new Uint8Array(count),
    jaccard: new Float64Array(count),
  };
  for (let row = 0; row < count; row++) {
    const same = kept.findIndex(({ classes, first }) => first[classes[row]!]! >= 0);
    if (same >= 0) {
      result.keeper[row] = kept[same]!.first[kept[same]!.classes[row]!]!;
      result.key[row] = same;
      continue;
    }
    const near = nearestKept(neighbours, kept[1]!.first, rows.comments[row]!);
    if (near === undefined) {
      for (const { classes, first } of kept) first[classes[row]!] = row;
    } else {
      result.keeper[row] = near.row;
      result.key[row] = kept.length;
      result.jaccard[row] = near.jaccard;
    }
  }
  return result;
}

interface Neighbours {
  /** Neighbours of class `c` stand from `starts[c]` to `starts[c + 1]`. */
  starts: Int32Array;
  classes: Int32Array;
  jaccard: Float64Array;
}

function neighbourLists(count: number, { a, b, jaccard }: NearEdges): Neighbours {
  const starts = new Int32Array(count + 1);
  for (let edge = 0; edge < a.length; edge++) {
    starts[a[edge]! + 1]!++;
    starts[b[edge]! + 1]!++;
  }
  for (let at = 1; at <= count; at++) starts[at]! += starts[at - 1]!;
  const next = starts.slice(0, count);
  const lists = { starts, classes: new Int32Array(2 * a.length), jaccard: new Float64Array(2 * a.length) };
  const put = (from: number, to: number, similarity: number): void => {
    const place = next[from]!++;
    lists.classes[place] = to;
    lists.jaccard[place] = similarity;
  };
  for (let edge = 0; edge < a.length; edge++) {
    put(a[edge]!, b[edge]!, jaccard[edge]!);
    put(b[edge]!, a[edge]!, jaccard[edge]!);
  }
  return lists;
}

function nearestKept(
  { starts, classes, jaccard }: Neighbours,
  keptRow: Int32Array,
  of: number,
): { row: number; jaccard: number } | undefined {
  let best: { row: number; jaccard: number } | undefined;
  for (let at = starts[of]!; at < starts[of + 1]!; at++) {
    const row = keptRow[classes[at]!]!;
    const similarity = jaccard[at]!;
    if (row < 0) continue;
    if (best === undefined || similarity > best.jaccard || (similarity === best.jaccard && row < best.row)) {
      best = { row, jaccard: similarity };
    }
  }
  return best;
}
