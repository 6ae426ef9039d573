'use client';
// What can be done with records of a list; a word about it, and the way back where there is one.
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useRun } from '#components/runs/use-run.tsx';
import { bulkOutcomes } from '#lib/client/bulk-requests.ts';
import { findRecords, type RecordWish, useRunThroughRecords } from '#lib/client/record-runs.ts';
import { useBulkRecords } from '#lib/client/records.ts';
import { endingOf, type RunControl, type RunEnding } from '#lib/client/run-through.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import type { Noun, RecordAction } from '#lib/shared/schemas/record.ts';
import { type Acted, undoOf } from './undo-of.ts';
import { useTellEnding } from './use-tell-ending.ts';

export type Act = (action: RecordAction, records: readonly Acted[]) => Promise<void>;
/** Does it to all that match a search of the API. */
export type ActOnAll = (action: RecordAction, search: string) => Promise<void>;

/** The API takes so many at once: they are changed on the page before it has answered. */
const atOnce = 100;

export function useRecordActs(noun: Noun): { act: Act; actOnAll: ActOnAll } {
  const t = useTranslations('records');
  const errorSentence = useErrorSentence();
  const { mutateAsync } = useBulkRecords(noun);
  const runThrough = useRunThroughRecords(noun);
  const run = useRun();
  const tell = useTellEnding();

  const perform = async (wish: RecordWish, end: () => Promise<RunEnding<Acted> | null>) => {
    const startedAt = new Date();
    try {
      const ending = await end();
      if (!ending) return;
      const undo = undoOf(wish.action, ending.done, startedAt);
      tell({ action: wish.action, ending, undo: undo && (() => void each(undo)) });
    } catch (error) {
      toast.error(errorSentence(error));
    }
  };

  const each = ({ wish, records }: { wish: RecordWish; records: readonly Acted[] }) =>
    perform(wish, async () => {
      if (records.length > atOnce) return through(wish, async () => records);
      const ids = records.map(({ id }) => id);
      return endingOf(records, bulkOutcomes(await mutateAsync({ ...wish, ids })));
    });

  const through = (wish: RecordWish, find: (control: RunControl) => Promise<readonly Acted[]>) =>
    run(t(wish.action), async (control) => runThrough(wish, await find(control), control));

  return {
    act: (action, records) => each({ wish: { action }, records }),
    actOnAll: (action, search) =>
      perform({ action }, () =>
        through({ action }, (control) => findRecords(noun, search, control)),
      ),
  };
}
