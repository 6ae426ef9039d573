// Tells about uploads that got somewhere, once each, those of one moment together.
import { useEffect, useRef } from 'react';
import { uploadQueue } from './browser-engine.ts';
import { isStored, type Upload } from './upload.ts';

export type UploadOutcome = 'stored' | 'ready' | 'failed' | 'waiting';
export type UploadNews = { outcome: UploadOutcome; upload: Upload };

/** Many small files arrive within moments of each other: one word for all of them is enough. */
const gatherMs = 500;

/**
 * Calls `onNews` when files were stored, became ready, failed or wait for a person; never for mere
 * progress. What was so before the first call is not news, except for what waits.
 */
export function useUploadOutcomes(onNews: (news: readonly UploadNews[]) => void): void {
  const latest = useRef(onNews);
  useEffect(() => {
    latest.current = onNews;
  });
  useEffect(() => {
    const told = new Map<string, UploadOutcome | null>();
    for (const upload of uploadQueue.snapshot()) {
      const outcome = outcomeOf(upload);
      told.set(upload.id, outcome === 'waiting' ? null : outcome);
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      timer = undefined;
      const news = newsOf(uploadQueue.snapshot(), told);
      if (news.length > 0) latest.current(news);
    };
    const gather = () => {
      timer ??= setTimeout(tell, gatherMs);
    };
    gather();
    const stop = uploadQueue.subscribe(gather);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
}

/** What has another outcome than was told last; `told` is brought up to date. */
function newsOf(
  uploads: readonly Upload[],
  told: Map<string, UploadOutcome | null>,
): readonly UploadNews[] {
  const news: UploadNews[] = [];
  for (const upload of uploads) {
    const outcome = outcomeOf(upload);
    if (outcome && outcome !== told.get(upload.id)) news.push({ outcome, upload });
    told.set(upload.id, outcome);
  }
  return news;
}

function outcomeOf(upload: Upload): UploadOutcome | null {
  const { name } = upload.state;
  if (name === 'ready' || name === 'failed' || name === 'waiting') return name;
  return isStored(upload) ? 'stored' : null;
}
