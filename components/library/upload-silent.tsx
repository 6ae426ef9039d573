'use client';
// Of a file whose upload fell silent: what goes on with it, and what becomes of it otherwise.
import { useLocale, useTranslations } from 'next-intl';
import { Notice } from '#components/ui/notice.tsx';
import { formatSince } from '#lib/client/format.ts';
import { useUploadOf } from '#lib/client/open-uploads.ts';

/** Parts are signed ahead: on a slow line it takes so long until there is another sign of it. */
const silentSeconds = 10 * 60;

export function UploadSilent({ mediaId }: { mediaId: string }) {
  const t = useTranslations('media');
  const locale = useLocale();
  const upload = useUploadOf(mediaId);
  if (!upload || upload.idleSeconds < silentSeconds) return null;
  const moment = formatSince(new Date(upload.expiresAt), new Date(), locale);
  return (
    <Notice tone="notice">
      <p>{t('uploadSilent')}</p>
      {/* In an unsaved form it waits as long as the form does. */}
      {upload.slot === null && <p className="mt-1">{t('uploadSilentUntil', { moment })}</p>}
    </Notice>
  );
}
