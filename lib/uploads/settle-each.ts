// Doing one thing for many, where one that fails does not stop the others.
import 'server-only';
import { inParallel } from '../storage/in-parallel.ts';

/** What became of one of many. */
export type Settled<Result> = { value: Result } | { error: unknown };

/** As many conversations with the store at once. */
const lanes = 8;

/** Runs `work` for every item, eight at a time; the answers come in the order of the items. */
export async function settleEach<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Settled<Result>[]> {
  const settled: Settled<Result>[] = [];
  await inParallel([...items.entries()], lanes, async ([index, item]) => {
    settled[index] = await work(item, index).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
  });
  return settled;
}

/** The only answer of a batch of one, or its error thrown. */
export function onlyOne<Result>(settled: Settled<Result>[]): Result {
  const [one] = settled;
  if (!one) throw new Error('a batch of one gave no answer');
  if ('error' in one) throw one.error;
  return one.value;
}
