'use client';
// The files one may see: loading, none, not found, out of reach, or there.
import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleAlert, Images, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { mediaListQuery } from '#lib/client/media.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { gridClasses, MediaGrid } from './media-grid.tsx';
import { useRefreshOnUploads } from './use-refresh-on-uploads.ts';

type MediaResultsProps = { search: string; isFiltered: boolean; onClear: () => void };

export function MediaResults({ search, isFiltered, onClear }: MediaResultsProps) {
  const t = useTranslations('library');
  const app = useTranslations('app');
  const errorSentence = useErrorSentence();
  const list = useInfiniteQuery(mediaListQuery(search));
  useRefreshOnUploads();

  if (list.isPending) return <LoadingCards />;
  if (!list.data) {
    return (
      <EmptyState icon={CircleAlert} title={t('failedTitle')} text={errorSentence(list.error)}>
        <Button look="secondary" isBusy={list.isRefetching} onClick={() => list.refetch()}>
          {app('retry')}
        </Button>
      </EmptyState>
    );
  }
  const files = list.data.pages.flatMap(({ results }) => results);
  if (files.length === 0 && isFiltered) {
    return (
      <EmptyState icon={SearchX} title={t('nothingFoundTitle')} text={t('nothingFoundText')}>
        <Button look="secondary" onClick={onClear}>
          {t('clearFilters')}
        </Button>
      </EmptyState>
    );
  }
  if (files.length === 0) {
    return <EmptyState icon={Images} title={t('emptyTitle')} text={t('emptyText')} />;
  }
  return (
    <div
      aria-busy={list.isPlaceholderData}
      className={classNames(list.isPlaceholderData && 'opacity-60')}
    >
      <MediaGrid
        files={files}
        count={list.data.pages.at(-1)?.count ?? files.length}
        hasMore={list.hasNextPage}
        isLoadingMore={list.isFetchingNextPage}
        onMore={() => void list.fetchNextPage()}
      />
    </div>
  );
}

function LoadingCards() {
  const t = useTranslations('app');
  return (
    <>
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <div className={gridClasses}>
        {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((card) => (
          <Skeleton key={card} className="aspect-square rounded-lg" />
        ))}
      </div>
    </>
  );
}
