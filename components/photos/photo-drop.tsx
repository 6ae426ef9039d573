'use client';
// Where pictures are brought in many at once: each becomes a photo.
import { ImagePlus } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useDropzone } from 'react-dropzone';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { formatBytes } from '#lib/client/format.ts';
import { acceptedFiles, formatNames, maxFilesAtOnce } from '#lib/shared/upload-policy.ts';
import { RefusedPictures } from './refused-pictures.tsx';
import { usePhotoIntake } from './use-photo-intake.ts';

export function PhotoDrop() {
  const t = useTranslations('photo');
  const locale = useLocale();
  const { policy, refused, take } = usePhotoIntake();
  // What fits is decided in one place for every way in, so the drop zone itself refuses nothing.
  const { open, isDragActive, getRootProps, getInputProps } = useDropzone({
    noClick: true,
    noKeyboard: true,
    onDrop: (files) => void take(files),
  });
  const accept = Object.entries(acceptedFiles(policy)).flatMap(([mimeType, extensions]) => [
    mimeType,
    ...extensions,
  ]);
  return (
    <div className="mb-6 grid grid-cols-1 gap-3">
      <section
        {...getRootProps({ 'aria-label': t('add') })}
        className={classNames(
          'relative flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-dashed px-5 py-4 transition-colors duration-150',
          isDragActive
            ? 'border-accent bg-accent-soft'
            : 'border-line-strong bg-surface hover:border-accent focus-within:border-accent',
        )}
      >
        <input {...getInputProps({ accept: accept.join(',') })} aria-label={t('choose')} />
        <ImagePlus aria-hidden className="size-7 shrink-0 text-accent" />
        <div className="min-w-48 flex-1">
          <p className="font-medium">{t(isDragActive ? 'dropHere' : 'drop')}</p>
          <p className="text-ink-muted text-sm">
            {t('dropHint', {
              formats: formatNames(policy).join(', '),
              size: formatBytes(policy.maxBytes, locale),
              count: maxFilesAtOnce,
            })}
          </p>
        </div>
        {/* It covers the zone, so that all of it can be pressed. */}
        <Button
          look="secondary"
          onClick={open}
          className="after:absolute after:inset-0 after:rounded-xl"
        >
          {t('choose')}
        </Button>
      </section>
      <RefusedPictures refused={refused} />
    </div>
  );
}
