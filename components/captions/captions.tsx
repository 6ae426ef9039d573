'use client';
// The captions of a video: what there is, and a place to bring more.
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import { Notice } from '#components/ui/notice.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { captionsQuery } from '#lib/client/captions.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { AddCaption } from './add-caption.tsx';
import { CaptionRow } from './caption-row.tsx';

/** Without a video there is a word about when they can be brought. */
export function Captions({ mediaId }: { mediaId: string | null }) {
  const t = useTranslations('captions');
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="grid grid-cols-1 min-w-0 gap-3">
      <h3 id={titleId} className="font-semibold">
        {t('title')}
      </h3>
      {mediaId ? (
        <CaptionsOf key={mediaId} mediaId={mediaId} />
      ) : (
        <p className="text-ink-muted text-sm">{t('notYet')}</p>
      )}
    </section>
  );
}

function CaptionsOf({ mediaId }: { mediaId: string }) {
  const t = useTranslations('captions');
  const errorSentence = useErrorSentence();
  const { data: captions, error } = useQuery(captionsQuery(mediaId));
  return (
    <>
      {error && <Notice tone="danger">{errorSentence(error)}</Notice>}
      {!captions && !error && <Skeleton className="h-14" />}
      {captions && (
        <>
          {captions.length === 0 ? (
            <p className="text-ink-muted text-sm">{t('empty')}</p>
          ) : (
            <ul className="divide-y divide-line rounded-lg border border-line">
              {captions.map((caption) => (
                <CaptionRow key={caption.id} mediaId={mediaId} caption={caption} />
              ))}
            </ul>
          )}
          <AddCaption mediaId={mediaId} known={captions} />
        </>
      )}
    </>
  );
}
