'use client';
// Why a file is not processed again.
import { useTranslations } from 'next-intl';
import { Notice } from '#components/ui/notice.tsx';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { AppError } from '#lib/shared/errors.ts';

export function ReprocessError({ error }: { error: Error | null }) {
  const t = useTranslations('library');
  const errorSentence = useErrorSentence();
  if (!error) return null;
  const isConflict = error instanceof AppError && error.code === 'conflict';
  return <Notice tone="danger">{isConflict ? t('cannotProcess') : errorSentence(error)}</Notice>;
}
