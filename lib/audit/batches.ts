// Gathers items until they are worth a question.
import 'server-only';

export type Batch<Item> = { add(item: Item): Promise<void>; flush(): Promise<void> };

const batchSize = 500;

/** Calls `work` with up to 500 items at a time, and with the rest when it is flushed. */
export function inBatches<Item>(work: (items: Item[]) => Promise<void>): Batch<Item> {
  let items: Item[] = [];
  const flush = async () => {
    const full = items;
    items = [];
    if (full.length > 0) await work(full);
  };
  return {
    flush,
    async add(item) {
      items.push(item);
      if (items.length === batchSize) await flush();
    },
  };
}
