'use client';
// Makes photos of the pictures that were dropped among the photos, on whichever page one is by then.
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { toast } from 'sonner';
import { createRecord } from '#lib/client/create-record.ts';
import { createPhotoMaker } from '#lib/client/photo-maker.ts';
import { recordListsKey } from '#lib/client/record-keys.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { useUploadOutcomes } from '#lib/client/upload/use-upload-outcomes.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { titleFrom } from '#lib/shared/title-from.ts';

const restMs = 5_000;

export function PhotoWatch() {
  const t = useTranslations('photo');
  const queries = useQueryClient();
  const errorSentence = useErrorSentence();
  const maker = useRef<ReturnType<typeof createPhotoMaker>>(null);
  const addedCount = useRef(0);
  const tell = ({ madeCount, errors }: { madeCount: number; errors: Error[] }) => {
    if (madeCount > 0) {
      addedCount.current += madeCount;
      toast.success(t('added', { count: addedCount.current }), { id: 'photos-added' });
      void queries.invalidateQueries({ queryKey: recordListsKey });
    }
    // Those of one drop are counted together, though they arrive one after the other.
    if (!uploadQueue.snapshot().some((upload) => maker.current?.isToCome(upload)))
      addedCount.current = 0;
    const [error] = errors;
    if (error) toast.error(t('notAdded', { count: errors.length, reason: errorSentence(error) }));
  };
  const latestTell = useRef(tell);
  useEffect(() => {
    latestTell.current = tell;
  });
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
