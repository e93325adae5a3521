/**
 * Results of `work` over a stream of items, in the order in which they finish, with at most `limit` items in
 * progress. One slow item holds up nothing but itself. The first failure ends the stream.
 */
export async function* mapConcurrently<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  limit: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const inProgress = new Set<Promise<unknown>>();
  const finished: Result[] = [];
  for await (const item of items) {
    const promise = work(item).then((result) => {
      finished.push(result);
      inProgress.delete(promise);
    });
    // A failure is met at the next wait; without this, a second one would end the process.
    promise.catch(() => undefined);
    inProgress.add(promise);
    if (inProgress.size >= limit) await Promise.race(inProgress);
    while (finished.length > 0) yield finished.shift()!;
  }
  while (inProgress.size > 0) {
    await Promise.race(inProgress);
    while (finished.length > 0) yield finished.shift()!;
  }
}
