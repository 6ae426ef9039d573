'use client';
// Tells about uploads wherever one is: a word on each outcome, and a question before they are lost.
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { filmKeys } from '#lib/client/films.ts';
import { mediaKeys } from '#lib/client/media.ts';
import { isUnderWay, type Upload } from '#lib/client/upload/upload.ts';
import { type UploadOutcome, useUploadOutcomes } from '#lib/client/upload/use-upload-outcomes.ts';
import { useUploads } from '#lib/client/upload/use-uploads.ts';
import { useUnloadGuard } from '#lib/client/use-unload-guard.ts';

export function UploadWatch() {
  const t = useTranslations('upload');
  const queries = useQueryClient();
  const [announcement, setAnnouncement] = useState('');
  useUnloadGuard(useUploads().some(isUnderWay));

  useUploadOutcomes((outcome: UploadOutcome, { file, mediaId }: Upload) => {
    const name = file.name;
    if (outcome === 'stored') setAnnouncement(t('announceStored', { name }));
    if (outcome === 'ready') toast.success(t('announceReady', { name }));
    if (outcome === 'failed') toast.error(t('announceFailed', { name }));
    if (outcome !== 'stored' && mediaId) {
      void queries.invalidateQueries({ queryKey: mediaKeys.one(mediaId) });
      void queries.invalidateQueries({ queryKey: filmKeys.all });
    }
  });

  return (
    <p role="status" className="sr-only">
      {announcement}
    </p>
  );
}
