'use client';
// The person's own files of the fitting kind, to be picked instead of sent again.
import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleAlert, Images, SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { ListStopped } from '#components/library/list-stopped.tsx';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { SearchInput } from '#components/ui/search-input.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { mediaListQuery } from '#lib/client/media.ts';
import { usePersonId } from '#lib/client/person-context.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import type { MediaType } from '#lib/shared/upload-policy.ts';
import { LibraryFile } from './library-file.tsx';
import type { LibraryChoice } from './use-library-choice.ts';

type LibraryPickerProps = {
  type: MediaType;
  choice: LibraryChoice;
  /** Those that are in the list already. */
  listedIds: ReadonlySet<string | null>;
};

const gridClasses = 'grid grid-cols-2 gap-3 sm:grid-cols-3 md:grid-cols-4';

export function LibraryPicker({ type, choice, listedIds }: LibraryPickerProps) {
  const t = useTranslations('library');
  const [words, setWords] = useState('');
  const search = useRef<HTMLElement>(null);
  useEffect(() => search.current?.querySelector('input')?.focus(), []);
  return (
    <div className="grid content-start gap-4">
      <search ref={search} className="flex">
        <SearchInput
          label={t('search')}
          placeholder={t('searchPlaceholder')}
          words={words}
          onSearch={setWords}
        />
      </search>
      <Results
        search={useSearch(type, words)}
        isFiltered={words !== ''}
        choice={choice}
        listedIds={listedIds}
      />
    </div>
  );
}

/** An admin may see everybody's files; only the own ones can be used. */
function useSearch(type: MediaType, words: string): string {
  const owner = usePersonId();
  const asked = new URLSearchParams({ type });
  if (owner) asked.set('owner', owner);
  if (words) asked.set('q', words);
  return asked.toString();
}

type ResultsProps = Omit<LibraryPickerProps, 'type'> & { search: string; isFiltered: boolean };

function Results({ search, isFiltered, choice, listedIds }: ResultsProps) {
  const t = useTranslations('library');
  const app = useTranslations('app');
  const errorSentence = useErrorSentence();
  const list = useInfiniteQuery(mediaListQuery(search));
  if (list.isPending) return <Loading />;
  if (!list.data) {
    return (
      <EmptyState icon={CircleAlert} title={t('failedTitle')} text={errorSentence(list.error)}>
        <Button look="secondary" isBusy={list.isRefetching} onClick={() => list.refetch()}>
          {app('retry')}
        </Button>
      </EmptyState>
    );
  }
  // What has not arrived, or cannot be shown, cannot be used either.
  const files = list.data.pages
    .flatMap(({ results }) => results)
    .filter(({ status }) => status === 'ready' || status === 'processing');
  if (files.length === 0 && !list.hasNextPage) {
    return isFiltered ? (
      <EmptyState icon={SearchX} title={t('nothingFoundTitle')} text={t('nothingFoundText')} />
    ) : (
      <NothingYet />
    );
  }
  // After a failure the button asks, not the scroll bar again and again.
  const isStopped = list.hasNextPage && list.error !== null;
  return (
    <>
      <ul
        aria-busy={list.isPlaceholderData}
        className={classNames(gridClasses, list.isPlaceholderData && 'opacity-60')}
      >
        {files.map((media) => (
          <LibraryFile
            key={media.id}
            media={media}
            isListed={listedIds.has(media.id)}
            isPicked={choice.has(media.id)}
            canPick={!choice.isFull}
            onPick={choice.toggle}
          />
        ))}
        {list.hasNextPage && !isStopped && (
          <Places
            from={files.length}
            isLoading={list.isFetchingNextPage}
            onNear={() => void list.fetchNextPage()}
          />
        )}
      </ul>
      {isStopped && (
        <ListStopped
          error={list.error}
          isLoadingMore={list.isFetchingNextPage}
          loadMore={() => void list.fetchNextPage()}
        />
      )}
    </>
  );
}

function NothingYet() {
  const t = useTranslations('fileManager');
  return <EmptyState icon={Images} title={t('libraryEmptyTitle')} text={t('libraryEmptyText')} />;
}

function Loading() {
  const t = useTranslations('app');
  return (
    <>
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <div className={gridClasses}>
        {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((card) => (
          <Skeleton key={card} className="aspect-[4/3] rounded-lg" />
        ))}
      </div>
    </>
  );
}

/** So far beyond what is in sight of the window that scrolls; where browsers do not know it, at its edge. */
const askedAhead: IntersectionObserverInit & { scrollMargin: string } = { scrollMargin: '2000px' };

/** Of files that are still to come: who scrolls faster than they do moves on, and nothing jumps. */
const placesAhead = 24;

type PlacesProps = { from: number; isLoading: boolean; onNear: () => void };

/** Asks for what belongs there before it comes into sight. */
function Places({ from, isLoading, onNear }: PlacesProps) {
  const first = useRef<HTMLLIElement>(null);
  const latest = useRef(onNear);
  useEffect(() => {
    latest.current = onNear;
  });
  useEffect(() => {
    if (!first.current || isLoading) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) latest.current();
    }, askedAhead);
    observer.observe(first.current);
    return () => observer.disconnect();
  }, [isLoading]);
  // Named after where they stand: those that are filled go, and the others do not move.
  const places = Array.from({ length: placesAhead }, (_, index) => from + index);
  return places.map((place) => (
    // As high as a file with its two lines.
    <li key={place} ref={place === from ? first : undefined} aria-hidden className="pb-14.5">
      <Skeleton className="aspect-[4/3] rounded-lg" />
    </li>
  ));
}
