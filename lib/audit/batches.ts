// Gathers items until they are worth a question.
import 'server-only';

export type Batch<Item> = { add(item: Item): Promise<void> | undefined; flush(): Promise<void> };

const batchSize = 200;

/** Calls `work` with up to 200 items at a time, and with the rest when it is flushed; `add` answers a promise when it does. */
export function inBatches<Item>(work: (items: Item[]) => Promise<void>): Batch<Item> {
  let items: Item[] = [];
  const flush = async () => {
    const full = items;
    items = [];
    if (full.length > 0) await work(full);
  };
  return {
    flush,
    add(item) {
      items.push(item);
      return items.length === batchSize ? flush() : undefined;
    },
  };
}
