// Does one thing to a great many: finds them first, then goes through them lot by lot.
import { AppError } from '#lib/shared/errors.ts';
import { cursorAfter } from './media-pages.ts';
import { pause } from './pause.ts';
import { backoffMs, retryAdvice } from './upload/backoff.ts';

export type RunProgress = { phase: 'finding' | 'acting'; done: number; total: number };

export type RunControl = {
  /** Aborted, nothing more is begun; what is under way is waited for. */
  signal: AbortSignal;
  onProgress: (progress: RunProgress) => void;
  pause?: typeof pause;
};

export type RunEnding<Item> = {
  done: Item[];
  failed: { item: Item; error: unknown }[];
  /** With so many nothing was done: it was stopped, or nobody answered any more. */
  leftCount: number;
  /** Why nothing more could be done; null at the end, and when it was stopped. */
  error: unknown;
};

export type FoundPage<Item> = { count: number; next: string | null; results: readonly Item[] };

/** What became of one: nothing to say, or why it could not be done. */
type Outcome = { id: string; error?: unknown };

/** Far below what the API takes at once: whoever stops it waits for one lot, and sees it move. */
const lotSize = 50;
const triesAtMost = 4;

/**
 * All that is found, each once, before anything is done to it: what is changed while one pages may
 * leave the list, and would have others skipped. `findPage` has to go by an order that nothing
 * changes. Throws like `findPage`, and the reason of the signal.
 */
export async function findAll<Item extends { id: string }>(
  findPage: (cursor: string | null, signal: AbortSignal) => Promise<FoundPage<Item>>,
  control: RunControl,
): Promise<Item[]> {
  const found = new Map<string, Item>();
  let cursor: string | null = null;
  do {
    const from: string | null = cursor;
    const page = await trying(() => findPage(from, control.signal), control);
    for (const item of page.results) found.set(item.id, item);
    const total = Math.max(page.count, found.size);
    control.onProgress({ phase: 'finding', done: found.size, total });
    cursor = cursorAfter(page);
  } while (cursor !== null);
  return [...found.values()];
}

type Deed = {
  /** Does it to a lot; answers what became of each. */
  act: (ids: string[]) => Promise<readonly Outcome[]>;
  /** For what has an end, like deleting: what a repeated request does not find was done by the lost one. */
  isDoneWhenGone: boolean;
};

/** Never throws: its ending tells what was done, what could not be done, and what was left. */
export async function actOnEach<Item extends { id: string }>(
  items: readonly Item[],
  { act, isDoneWhenGone }: Deed,
  control: RunControl,
): Promise<RunEnding<Item>> {
  const ending: RunEnding<Item> = { done: [], failed: [], leftCount: items.length, error: null };
  const tell = () =>
    control.onProgress({
      phase: 'acting',
      done: items.length - ending.leftCount,
      total: items.length,
    });
  // Also when it was stopped: only an answer tells what was done.
  const toTheEnd = { ...control, signal: new AbortController().signal };
  tell();
  for (let at = 0; at < items.length && !control.signal.aborted; at += lotSize) {
    const lot = items.slice(at, at + lotSize);
    const ids = lot.map(({ id }) => id);
    try {
      const outcomes = await trying(async (isRepeated) => {
        const isDone = ({ error }: Outcome) => isRepeated && isDoneWhenGone && isNotFound(error);
        return (await act(ids)).map((one) => (isDone(one) ? { id: one.id } : one));
      }, toTheEnd);
      const { done, failed } = endingOf(lot, outcomes);
      ending.done.push(...done);
      ending.failed.push(...failed);
    } catch (error) {
      ending.error = error;
      break;
    }
    ending.leftCount -= lot.length;
    tell();
  }
  return ending;
}

/** How it ended for items that were all asked for at once. */
export function endingOf<Item extends { id: string }>(
  items: readonly Item[],
  outcomes: readonly Outcome[],
): RunEnding<Item> {
  const errors = new Map(outcomes.map(({ id, error }) => [id, error]));
  const failed = items.flatMap((item) => {
    const error = errors.get(item.id);
    return error === undefined ? [] : [{ item, error }];
  });
  const done = items.filter(({ id }) => errors.get(id) === undefined);
  return { done, failed, leftCount: 0, error: null };
}

async function trying<Answer>(
  ask: (isRepeated: boolean) => Promise<Answer>,
  { signal, pause: wait = pause }: RunControl,
): Promise<Answer> {
  for (let failedTries = 0; ; ) {
    signal.throwIfAborted();
    try {
      return await ask(failedTries > 0);
    } catch (error) {
      signal.throwIfAborted();
      failedTries += 1;
      const { worthIt, afterSeconds = 0 } = retryAdvice(error);
      if (!worthIt || failedTries === triesAtMost) throw error;
      await wait(afterSeconds * 1000 + backoffMs(failedTries, Math.random), signal);
    }
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof AppError && error.code === 'not_found';
}
