'use client';
// Tells about uploads wherever one is: a word on each outcome, and a question before they are lost.
import { useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { formatPercent } from '#lib/client/format.ts';
import { mediaKeys } from '#lib/client/media-keys.ts';
import { recordsKey } from '#lib/client/record-keys.ts';
import type { Upload } from '#lib/client/upload/upload.ts';
import {
  type UploadNews,
  type UploadOutcome,
  useUploadOutcomes,
} from '#lib/client/upload/use-upload-outcomes.ts';
import { useLeavingInterrupts } from '#lib/client/upload/use-uploads.ts';
import { useUnloadGuard } from '#lib/client/use-unload-guard.ts';
import { createGrowingToast, type GrowingToast } from './growing-toast.ts';
import { useQueueSummary } from './use-queue-summary.ts';

export function UploadWatch() {
  const [announcement, setAnnouncement] = useState('');
  useUnloadGuard(useLeavingInterrupts());
  useRefresh();
  useWordOnOutcomes(setAnnouncement);
  useWordOnProgress(setAnnouncement);
  return (
    <p role="status" className="sr-only">
      {announcement}
    </p>
  );
}

/** Has the pages ask again for what uploads have changed. */
function useRefresh(): void {
  const queries = useQueryClient();
  useUploadOutcomes((news) => {
    const changed = news.flatMap(({ outcome, upload: { mediaId } }) =>
      mediaId && (outcome === 'ready' || outcome === 'failed') ? [mediaId] : [],
    );
    for (const mediaId of changed) {
      void queries.invalidateQueries({ queryKey: mediaKeys.one(mediaId) });
    }
    if (changed.length > 0) void queries.invalidateQueries({ queryKey: recordsKey });
  });
}

type Announce = (sentence: string) => void;

/** What ends is shown to everybody; what is stored or waits can be seen, and is said to who cannot. */
function useWordOnOutcomes(announce: Announce): void {
  const t = useTranslations('upload');
  const uploadsOf = (news: readonly UploadNews[], wanted: UploadOutcome) =>
    news.filter(({ outcome }) => outcome === wanted).map(({ upload }) => upload);
  const sentence = (
    one: 'announceStored' | 'announceReady' | 'announceFailed',
    uploads: readonly Upload[],
  ): string | null => {
    const [upload, ...others] = uploads;
    if (!upload) return null;
    if (others.length === 0) return t(one, { name: upload.fileName });
    return t(`${one}Many`, { count: uploads.length });
  };
  const ready = useGrowingToast('uploads-ready', toast.success, (uploads) =>
    sentence('announceReady', uploads),
  );
  const failed = useGrowingToast('uploads-failed', toast.error, (uploads) =>
    sentence('announceFailed', uploads),
  );
  useUploadOutcomes((news) => {
    ready.add(uploadsOf(news, 'ready'));
    failed.add(uploadsOf(news, 'failed'));
    const stored = sentence('announceStored', uploadsOf(news, 'stored'));
    const count = uploadsOf(news, 'waiting').length;
    if (count > 0) announce(t('announceWaiting', { count }));
    else if (stored) announce(stored);
  });
}

function useGrowingToast(
  id: string,
  show: typeof toast.success,
  sentence: (uploads: readonly Upload[]) => string | null,
): GrowingToast {
  const latest = useRef(sentence);
  useEffect(() => {
    latest.current = sentence;
  });
  const [growing] = useState(() =>
    createGrowingToast((uploads, onGone) => {
      show(latest.current(uploads), { id, onAutoClose: onGone, onDismiss: onGone });
    }),
  );
  useEffect(() => () => growing.stop(), [growing]);
  return growing;
}

const quarter = 0.25;

/** A word at every quarter of the whole, and none for what takes no time. */
function useWordOnProgress(announce: Announce): void {
  const t = useTranslations('upload');
  const locale = useLocale();
  const { runningCount: count, share } = useQueueSummary();
  const reached = count > 0 ? Math.floor(share / quarter) : 0;
  const [said, setSaid] = useState(0);
  if (reached === said) return;
  setSaid(reached);
  if (reached > said) {
    announce(t('announceProgress', { count, percent: formatPercent(reached * quarter, locale) }));
  }
}
