'use client';
// The end of a list whose next part did not come.
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';

type ListStoppedProps = { error: Error; isLoadingMore: boolean; loadMore: () => void };

export function ListStopped({ error, isLoadingMore, loadMore }: ListStoppedProps) {
  const t = useTranslations('library');
  const errorSentence = useErrorSentence();
  return (
    <div className="mt-6 grid justify-items-center gap-2.5">
      <Notice tone="danger">{errorSentence(error)}</Notice>
      <Button look="secondary" isBusy={isLoadingMore} isWaiting={isLoadingMore} onClick={loadMore}>
        {t('loadMore')}
      </Button>
    </div>
  );
}
