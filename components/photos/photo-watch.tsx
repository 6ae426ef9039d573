'use client';
// Makes photos of the pictures that were dropped among the photos, on whichever page one is by then.
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { toast } from 'sonner';
import { createPhotoMaker } from '#lib/client/photo-maker.ts';
import { recordListsKey } from '#lib/client/record-keys.ts';
import { createRecord } from '#lib/client/records.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { useUploadOutcomes } from '#lib/client/upload/use-upload-outcomes.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { titleFrom } from '#lib/shared/title-from.ts';

const restMs = 5_000;

export function PhotoWatch() {
  const t = useTranslations('photo');
  const queries = useQueryClient();
  const errorSentence = useErrorSentence();
  const tell = ({ madeCount, errors }: { madeCount: number; errors: Error[] }) => {
    if (madeCount > 0) {
      toast.success(t('added', { count: madeCount }));
      void queries.invalidateQueries({ queryKey: recordListsKey });
    }
    const [error] = errors;
    if (error) toast.error(t('notAdded', { count: errors.length, reason: errorSentence(error) }));
  };
  const latestTell = useRef(tell);
  useEffect(() => {
    latestTell.current = tell;
  });
  const maker = useRef<ReturnType<typeof createPhotoMaker>>(null);
  maker.current ??= createPhotoMaker({
    make: ({ id, fileName }, mediaId) =>
      createRecord('photo', {
        input: { mediaId, title: titleFrom(fileName), alt: '', albumId: null },
        idempotencyKey: id,
      }),
    release: (slots) => uploadQueue.release(slots),
    onDone: (outcome) => latestTell.current(outcome),
    rest: () => new Promise((resolve) => setTimeout(resolve, restMs)),
  });
  // What was stored just before the last page was closed is no news, and waits for its photo.
  useEffect(() => maker.current?.take(uploadQueue.snapshot()), []);
  useUploadOutcomes((news) => maker.current?.take(news.map(({ upload }) => upload)));
  return null;
}
