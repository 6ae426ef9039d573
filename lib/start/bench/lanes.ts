// Does the same with many things, some at a time.

/** Resolves when all are done; rejects with the first failure. */
export async function forEachInLanes<Item>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const waiting = items.values();
  const lane = async () => {
    // All lanes take from one iterator: each item goes to whichever is free.
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
