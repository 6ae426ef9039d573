'use client';
// Says what became of records something was done to, and offers the way back where there is one.
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useTellLeft } from '#components/runs/use-tell-left.ts';
import type { RunEnding } from '#lib/client/run-through.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import type { RecordAction } from '#lib/shared/schemas/record.ts';
import type { Acted } from './undo-of.ts';

/** Long enough to read the sentence, find the button and press it. */
export const undoMs = 10_000;

type Told = { action: RecordAction; ending: RunEnding<Acted>; undo: (() => void) | null };

export function useTellEnding(): (told: Told) => void {
  const t = useTranslations('records');
  const tellLeft = useTellLeft();
  const errorSentence = useErrorSentence();
  return ({ action, ending, undo }) => {
    const { done, failed } = ending;
    const [first] = done;
    if (first) {
      const named = { count: done.length, title: first.title || t('untitled') };
      const wayBack = undo && {
        duration: undoMs,
        action: { label: t('undo'), onClick: undo },
      };
      toast.success(t(`done.${action}`, named), wayBack ?? {});
    }
    const [failure] = failed;
    if (failure) {
      const reason = errorSentence(failure.error);
      toast.error(t('notDone', { count: failed.length, reason }));
    }
    tellLeft(ending);
  };
}
