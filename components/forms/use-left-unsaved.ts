'use client';
// Says that a form which was left while it was being saved could not be saved.
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { toast } from 'sonner';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';

/** Longer than other words: it is about something that is not on the screen any more. */
const shownMs = 20_000;

export function useLeftUnsaved(): (thrown: unknown) => void {
  const t = useTranslations('form');
  const errorSentence = useErrorSentence();
  return useCallback(
    (thrown) =>
      toast.error(t('leftUnsaved', { reason: errorSentence(thrown) }), { duration: shownMs }),
    [t, errorSentence],
  );
}
