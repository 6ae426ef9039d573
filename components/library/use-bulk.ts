'use client';
// Does something with all files that are chosen, and remembers which it could not be done with.
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { useRun } from '#components/runs/use-run.tsx';
import { useTellLeft } from '#components/runs/use-tell-left.ts';
import { useBulkMedia } from '#lib/client/bulk-media.ts';
import type { BulkWish } from '#lib/client/bulk-requests.ts';
import { type FoundMedia, findMedia, useRunThroughMedia } from '#lib/client/media-runs.ts';
import { endingOf, type RunControl, type RunEnding } from '#lib/client/run-through.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import type { MediaAction } from '#lib/shared/schemas/media.ts';
import { forgetUploads } from './forget-uploads.ts';
import type { Choice } from './use-selection.ts';

type Deed = Omit<BulkWish, 'ids'>;
type Acted = Pick<FoundMedia, 'id' | 'title' | 'fileName' | 'isPublic'>;

/** What could not be done, and why, file by file. */
export type BulkTrouble = { action: MediaAction; failed: RunEnding<Acted>['failed'] };

/** Long enough to read the sentence, find the button and press it. */
const undoMs = 10_000;
const inverse = { publish: 'unpublish', unpublish: 'publish' } as const;

/** `search` is what the list was asked with. */
export function useBulk(choice: Choice, search: string) {
  const t = useTranslations('library.bulk');
  const errorSentence = useErrorSentence();
  const bulk = useBulkMedia();
  const runThrough = useRunThroughMedia();
  const run = useRun();
  const [isRunning, setRunning] = useState(false);
  const [trouble, setTrouble] = useState<BulkTrouble | null>(null);
  const tell = useTellEnding();
  const isBusy = bulk.isPending || isRunning;

  const end = (action: MediaAction, ending: RunEnding<Acted>, undo?: () => void) => {
    const { done, failed } = ending;
    tell(action, ending, undo);
    if (failed.length > 0) setTrouble({ action, failed });
    if (action === 'delete') forgetUploads(new Set(done.map(({ id }) => id)));
  };

  /** What was public before stays so: only what changed is changed back. */
  const undoOf = (action: MediaAction, { done }: RunEnding<Acted>) => {
    if (action !== 'publish' && action !== 'unpublish') return undefined;
    const changed = done.filter(({ isPublic }) => isPublic === (action === 'unpublish'));
    if (changed.length === 0) return undefined;
    return () => void through({ action: inverse[action] }, async () => changed, { isUndo: true });
  };

  const through = async (
    deed: Deed,
    find: (control: RunControl) => Promise<readonly Acted[]>,
    { isUndo }: { isUndo: boolean },
  ) => {
    setRunning(true);
    try {
      const ending = await run(t(deed.action), async (control) =>
        runThrough(deed, await find(control), control),
      );
      if (ending) end(deed.action, ending, isUndo ? undefined : undoOf(deed.action, ending));
    } catch (error) {
      toast.error(errorSentence(error));
    } finally {
      setRunning(false);
    }
  };

  const act = (deed: Deed) => {
    const { files, isAll } = choice;
    if (files.length === 0 || isBusy) return;
    setTrouble(null);
    if (isAll) {
      choice.clear();
      void through(deed, (control) => findMedia(search, control), { isUndo: false });
      return;
    }
    bulk.mutate(
      { ids: files.map(({ id }) => id), ...deed },
      {
        onSuccess: (outcomes) => {
          const ending = endingOf(files, outcomes);
          end(deed.action, ending, undoOf(deed.action, ending));
          // What is left to be seen to stays chosen.
          choice.choose(ending.failed.map(({ item }) => item.id));
        },
      },
    );
  };
  return { act, isBusy, trouble, dismiss: () => setTrouble(null) };
}

function useTellEnding() {
  const t = useTranslations('library.bulk');
  const records = useTranslations('records');
  const tellLeft = useTellLeft();
  return (action: MediaAction, ending: RunEnding<Acted>, undo?: () => void) => {
    const { done } = ending;
    if (done.length > 0) {
      const wayBack = undo && {
        duration: undoMs,
        action: { label: records('undo'), onClick: undo },
      };
      toast.success(t(`done.${action}`, { count: done.length }), wayBack ?? {});
    }
    tellLeft(ending);
  };
}
