/**
 * Results of `work` over a stream of items, in the order of the items, with at most `limit` items in progress or waiting
 * for one before them. What is written from the results does not depend on which item is finished first. The first
 * failure ends the stream.
 */
export async function* mapInOrder<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  limit: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = [];
  for await (const item of items) {
    const result = work(item);
    // A failure is met when its turn comes; without this, it would end the process before.
    result.catch(() => undefined);
    begun.push(result);
    if (begun.length >= limit) yield await begun.shift()!;
  }
  while (begun.length > 0) yield await begun.shift()!;
}
