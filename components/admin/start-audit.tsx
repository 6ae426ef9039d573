'use client';
// The button that starts an audit of the store.
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { Button } from '#components/ui/button.tsx';
import { isUnderWay, storageAuditsQuery, useStartAudit } from '#lib/client/storage-audits.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { AppError } from '#lib/shared/errors.ts';

export function StartAudit() {
  const t = useTranslations('storageAudit');
  const errorSentence = useErrorSentence();
  const { data } = useQuery(storageAuditsQuery());
  const { mutate, isPending } = useStartAudit();
  const isBusy = isPending || (data?.results.some(isUnderWay) ?? false);
  const onError = (error: unknown) => {
    const isOther = error instanceof AppError && error.code === 'conflict';
    toast.error(isOther ? t('underWay') : errorSentence(error));
  };
  return (
    <Button isBusy={isBusy} isWaiting={isBusy} onClick={() => mutate(undefined, { onError })}>
      {t('start')}
    </Button>
  );
}
