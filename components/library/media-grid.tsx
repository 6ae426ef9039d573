'use client';
// Files as cards, more of them on request, and a closer look at one.
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { Media } from '#lib/shared/schemas/media.ts';
import { MediaCard } from './media-card.tsx';
import { MediaDetails } from './media-details.tsx';

export const gridClasses = 'grid grid-cols-2 gap-3 sm:grid-cols-3 sm:gap-4 lg:grid-cols-4';

type MediaGridProps = {
  files: Media[];
  /** How many there are, here or not yet. */
  count: number;
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore: () => void;
};

export function MediaGrid({ files, count, hasMore, isLoadingMore, onMore }: MediaGridProps) {
  const t = useTranslations('library');
  const [opened, setOpened] = useState<Media | null>(null);
  const cards = useRef<HTMLUListElement>(null);
  const askedAt = useRef<number | null>(null);

  // The button moves away or goes, so the keyboard goes on at the first of what it brought.
  useEffect(() => {
    if (askedAt.current === null || files.length <= askedAt.current) return;
    const card = cards.current?.children[askedAt.current];
    card?.querySelector('button')?.focus({ preventScroll: true });
    askedAt.current = null;
  }, [files.length]);

  return (
    <>
      <p role="status" className="mb-3 text-ink-muted text-sm">
        {t('count', { count })}
      </p>
      <ul ref={cards} className={gridClasses}>
        {files.map((media) => (
          <MediaCard key={media.id} media={media} onOpen={setOpened} />
        ))}
      </ul>
      {hasMore && (
        <div className="mt-6 grid justify-items-center gap-2.5">
          <p className="text-ink-muted text-sm tabular-nums">
            {t('shown', { shown: files.length, count })}
          </p>
          <Button
            look="secondary"
            isBusy={isLoadingMore}
            onClick={() => {
              askedAt.current = files.length;
              onMore();
            }}
          >
            {t('loadMore')}
          </Button>
        </div>
      )}
      {opened && <MediaDetails key={opened.id} known={opened} onClose={() => setOpened(null)} />}
    </>
  );
}
