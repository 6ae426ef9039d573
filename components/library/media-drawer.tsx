'use client';
// A closer look at one file of the library, and the way to its neighbours.
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight, FileX, Pencil } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Drawer } from '#components/ui/drawer.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { mediaQuery } from '#lib/client/media.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { AppError } from '#lib/shared/errors.ts';
import { isForControl } from './keys-of-controls.ts';
import { MediaDetails } from './media-details.tsx';
import { cardOf } from './media-grid.tsx';
import type { MediaList } from './use-media-list.ts';

/** So many before the end of what is loaded, what follows is asked for. */
const filesAhead = 3;

type MediaDrawerProps = {
  id: string;
  list: Pick<MediaList, 'files' | 'count' | 'loadMore'>;
  onTurnTo: (id: string) => void;
  onClose: () => void;
};

export function MediaDrawer({ id, list, onTurnTo, onClose }: MediaDrawerProps) {
  const t = useTranslations('library');
  const { files, count, loadMore } = list;
  const index = files.findIndex((file) => file.id === id);
  const known = files[index];
  const { data: media = known, error } = useQuery(mediaQuery(id, known));
  const previous = files[index - 1];
  const next = index >= 0 ? files[index + 1] : undefined;
  // Turning on, one comes to the end of what was loaded for scrolling.
  const isNearEnd = index >= files.length - filesAhead;
  useEffect(() => {
    if (isNearEnd) loadMore();
  }, [isNearEnd, loadMore]);

  const title = useRef<HTMLInputElement>(null);
  const rename = () => {
    title.current?.focus();
    title.current?.select();
  };
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'F2') {
      rename();
    } else if (!isForControl(event.target)) {
      const neighbour = { ArrowLeft: previous, ArrowRight: next }[event.key];
      if (!neighbour) return;
      onTurnTo(neighbour.id);
    } else {
      return;
    }
    event.preventDefault();
  };

  const name = media ? (media.title ?? media.fileName) : '';
  return (
    <Drawer
      title={name || t('file')}
      closeLabel={t('close')}
      onClose={onClose}
      onKeyDown={press}
      returnTo={() => cardOf(document, id)?.querySelector<HTMLElement>('[data-opens]') ?? null}
      actions={
        <>
          {media && <IconButton icon={Pencil} label={t('rename')} onClick={rename} />}
          {index >= 0 && (
            <>
              <IconButton
                icon={ChevronLeft}
                label={t('previous')}
                isWaiting={!previous}
                onClick={() => previous && onTurnTo(previous.id)}
              />
              <p role="status" className="text-ink-muted text-xs tabular-nums max-sm:sr-only">
                <span className="sr-only">{name}, </span>
                {t('position', { at: index + 1, count })}
              </p>
              <IconButton
                icon={ChevronRight}
                label={t('next')}
                isWaiting={!next}
                onClick={() => next && onTurnTo(next.id)}
              />
            </>
          )}
        </>
      }
    >
      {media ? (
        <MediaDetails key={media.id} known={media} titleField={title} onDeleted={onClose} />
      ) : (
        <NotThere error={error} />
      )}
    </Drawer>
  );
}

function NotThere({ error }: { error: Error | null }) {
  const t = useTranslations('library');
  const app = useTranslations('app');
  const errorSentence = useErrorSentence();
  if (!error) {
    return (
      <div className="grid gap-5">
        <p role="status" className="sr-only">
          {app('loading')}
        </p>
        <Skeleton className="aspect-video" />
        <Skeleton className="h-24" />
      </div>
    );
  }
  const isGone = error instanceof AppError && error.code === 'not_found';
  return (
    <EmptyState
      icon={FileX}
      title={t(isGone ? 'goneTitle' : 'openFailedTitle')}
      text={isGone ? t('goneText') : errorSentence(error)}
    />
  );
}
