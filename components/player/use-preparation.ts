'use client';
// Follows how a film is prepared, and has the server draw the page again when there is more to show.
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { type WatchedEvent, watchMedia } from '#lib/client/media-events.ts';
import type { Media } from '#lib/shared/schemas/media.ts';

export type Preparation = Pick<WatchedEvent, 'progress' | 'stage' | 'secondsLeft'>;
type Prepared = Pick<Media, 'id' | 'status' | 'progress'>;

/** For a visitor who may not follow the processing: the page is asked again this often. */
const refreshMs = 10_000;

export function usePreparation(
  { id, status, progress }: Prepared,
  { isAwaited }: { isAwaited: boolean },
): Preparation {
  const router = useRouter();
  const [last, setLast] = useState<Preparation>({ progress, stage: null, secondsLeft: null });
  const isFollowed = isAwaited && (status === 'processing' || status === 'uploading');
  useEffect(() => {
    if (!isFollowed) return;
    let timer: ReturnType<typeof setInterval> | undefined;
    let knownStage: string | null = null;
    const stop = watchMedia(id, {
      onEvent: (event) => {
        setLast(event);
        const isOver = event.status === 'ready' || event.status === 'failed';
        // The step before it left something: a poster, something to watch.
        const isNewStage = event.stage !== knownStage;
        knownStage = event.stage;
        if (isOver || isNewStage) router.refresh();
      },
      onGone: () => {
        timer = setInterval(() => router.refresh(), refreshMs);
      },
    });
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [id, isFollowed, router]);
  return last;
}
