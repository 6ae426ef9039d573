'use client';
// The files one may see: loading, none, not found, out of reach, or there.
import { CircleAlert, Images, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import type { LibraryView } from '#lib/shared/library-view.ts';
import { BulkBar } from './bulk-bar.tsx';
import { BulkNotice } from './bulk-notice.tsx';
import { ListStopped } from './list-stopped.tsx';
import { gridClasses, MediaGrid, tabStop } from './media-grid.tsx';
import { useBulk } from './use-bulk.ts';
import type { MediaList } from './use-media-list.ts';
import { type Choice, useSelection } from './use-selection.ts';

type MediaResultsProps = {
  list: MediaList;
  view: LibraryView;
  isFiltered: boolean;
  openedId: string | null;
  onOpen: (id: string) => void;
  onClear: () => void;
};

export function MediaResults({ list, view, isFiltered, onClear, ...grid }: MediaResultsProps) {
  const t = useTranslations('library');
  const app = useTranslations('app');
  const errorSentence = useErrorSentence();
  // Not below: what shows at once may empty the list before it is known what came of it.
  const choice = useSelection(list);
  const bulk = useBulk(choice, list.search);
  if (list.isPending) return <LoadingCards view={view} />;
  if (!list.isThere) {
    return (
      <EmptyState icon={CircleAlert} title={t('failedTitle')} text={errorSentence(list.error)}>
        <Button look="secondary" isBusy={list.isRefetching} onClick={list.retry}>
          {app('retry')}
        </Button>
      </EmptyState>
    );
  }
  if (list.files.length === 0 && !list.hasMore) {
    if (!isFiltered) {
      return <EmptyState icon={Images} title={t('emptyTitle')} text={t('emptyText')} />;
    }
    return (
      <EmptyState icon={SearchX} title={t('nothingFoundTitle')} text={t('nothingFoundText')}>
        <Button look="secondary" onClick={onClear}>
          {t('clearFilters')}
        </Button>
      </EmptyState>
    );
  }
  return <Files {...{ list, view, choice, bulk }} {...grid} />;
}

type FilesProps = Pick<MediaResultsProps, 'list' | 'view' | 'openedId' | 'onOpen'> & {
  choice: Choice;
  bulk: ReturnType<typeof useBulk>;
};

function Files({ list, view, choice, bulk, openedId, onOpen }: FilesProps) {
  const { files, count, hasMore, isLoadingMore, error, loadMore } = list;
  const isStopped = error !== null;
  const onNearEnd = useCallback(() => {
    // After a failure the button asks, not the scroll bar again and again.
    if (!isStopped) loadMore();
  }, [isStopped, loadMore]);
  return (
    <div aria-busy={list.isPlaceholder} className={classNames(list.isPlaceholder && 'opacity-60')}>
      <BulkNotice trouble={bulk.trouble} onDismiss={bulk.dismiss} />
      {/* Another view is measured anew. */}
      <MediaGrid
        key={view}
        isGrowing={hasMore && !isStopped}
        {...{ files, count, view, choice, openedId, onOpen, onNearEnd }}
      />
      <BulkBar
        choice={choice}
        order={files.map(({ id }) => id)}
        matchingCount={count}
        isBusy={bulk.isBusy}
        onAct={bulk.act}
        onGone={focusList}
      />
      {hasMore && error && <ListStopped {...{ isLoadingMore, error, loadMore }} />}
    </div>
  );
}

function focusList(): void {
  tabStop(document)?.focus({ preventScroll: true });
}

function LoadingCards({ view }: { view: LibraryView }) {
  const t = useTranslations('app');
  return (
    <>
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <div className={gridClasses[view]}>
        {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((card) => (
          <Skeleton
            key={card}
            className={classNames('rounded-lg', view === 'grid' ? 'aspect-square' : 'h-16')}
          />
        ))}
      </div>
    </>
  );
}
