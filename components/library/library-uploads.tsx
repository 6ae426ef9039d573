'use client';
// The uploads of the library that still need time or attention.
import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Progress } from '#components/ui/progress.tsx';
import { UploadList } from '#components/upload/upload-list.tsx';
import { isStored, isUnderWay, sentShare, type Upload } from '#lib/client/upload/upload.ts';
import { useUploads } from '#lib/client/upload/use-uploads.ts';

/** More finished ones than this are only counted: the files themselves are right below. */
const finishedShownAtMost = 5;

export function LibraryUploads() {
  const t = useTranslations('library');
  const [showsAll, setShowsAll] = useState(false);
  const uploads = useUploads().filter(isOfLibrary);
  const finished = uploads.filter(({ state }) => state.name === 'ready');
  if (finished.length === uploads.length) return null;

  const isLong = finished.length > finishedShownAtMost;
  const rest = uploads.filter(({ state }) => state.name !== 'ready');
  return (
    <section
      aria-label={t('uploads')}
      className="mb-6 overflow-hidden rounded-xl border border-line bg-surface shadow-card"
    >
      <Summary uploads={uploads} finishedCount={finished.length} />
      <UploadList uploads={isLong && !showsAll ? rest : uploads} hasThumbnails />
      {isLong && (
        <div className="border-line border-t px-2 py-1.5">
          <Button
            look="quiet"
            size="small"
            aria-expanded={showsAll}
            onClick={() => setShowsAll(!showsAll)}
          >
            <ChevronDown
              aria-hidden
              className={classNames('size-4 transition-transform', showsAll && 'rotate-180')}
            />
            {t('finished', { count: finished.length })}
          </Button>
        </div>
      )}
    </section>
  );
}

/** First how much was sent, then how many are ready. */
function Summary({ uploads, finishedCount }: { uploads: Upload[]; finishedCount: number }) {
  const t = useTranslations('library');
  const isSending = uploads.some(isUnderWay);
  const done = isSending ? uploads.filter(isStored).length : finishedCount;
  const total = uploads.length;
  // Sent is not yet stored and checked.
  const share = isSending ? Math.min(sentShare(uploads), 0.99) : done / total;
  return (
    <div className="grid gap-2.5 border-line border-b px-4 py-3.5">
      <div className="flex items-baseline justify-between gap-3">
        <h2 className="font-semibold text-sm">{t('uploads')}</h2>
        <p className="text-ink-muted text-sm tabular-nums">
          {t(isSending ? 'uploadedOf' : 'readyOf', { done, total })}
        </p>
      </div>
      <Progress label={t(isSending ? 'sendingProgress' : 'readyProgress')} share={share} />
    </div>
  );
}

/** Those of a form have a page, and are shown there. */
function isOfLibrary({ slot, page, state }: Upload): boolean {
  return slot === null && page === null && state.name !== 'cancelled';
}
