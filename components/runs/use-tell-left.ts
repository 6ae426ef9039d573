'use client';
// Says how many a run left alone, and why.
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import type { RunEnding } from '#lib/client/run-through.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';

export function useTellLeft(): (ending: Pick<RunEnding<unknown>, 'leftCount' | 'error'>) => void {
  const t = useTranslations('runs');
  const errorSentence = useErrorSentence();
  return ({ leftCount, error }) => {
    if (leftCount === 0) return;
    if (error) toast.error(t('broken', { count: leftCount, reason: errorSentence(error) }));
    else toast.info(t('stopped', { count: leftCount }));
  };
}
