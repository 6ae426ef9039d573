'use client';
// Where pictures are brought in many at once: each becomes a photo.
import { ImagePlus } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { useDropzone } from 'react-dropzone';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Notice } from '#components/ui/notice.tsx';
import { useRejectionSentence } from '#components/upload/use-rejection-sentence.ts';
import { type RefusedFile, sortForForm } from '#lib/client/form-intake.ts';
import { formatBytes } from '#lib/client/format.ts';
import { newId } from '#lib/client/new-id.ts';
import { dropSlot } from '#lib/client/photo-maker.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { usePurposePolicy } from '#lib/client/upload/policy-context.ts';
import { pages } from '#lib/shared/paths.ts';
import { acceptedFiles, formatNames, maxFilesAtOnce } from '#lib/shared/upload-policy.ts';

const purpose = 'photo.image';

export function PhotoDrop() {
  const t = useTranslations('photo');
  const locale = useLocale();
  const policy = usePurposePolicy(purpose);
  const [refused, setRefused] = useState<RefusedFile[]>([]);
  const take = (files: File[]) => {
    const intake = sortForForm(files, policy, maxFilesAtOnce);
    setRefused(intake.refused);
    uploadQueue.add(
      intake.taken.map((file) => ({
        file,
        purpose,
        slot: dropSlot(newId()),
        page: pages.photos(),
      })),
    );
  };
  // What fits is decided in one place for every way in, so the drop zone itself refuses nothing.
  const { open, isDragActive, getRootProps, getInputProps } = useDropzone({
    noClick: true,
    noKeyboard: true,
    onDrop: take,
  });
  const accept = Object.entries(acceptedFiles(policy)).flatMap(([mimeType, extensions]) => [
    mimeType,
    ...extensions,
  ]);
  return (
    <div className="mb-6 grid gap-3">
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
      {refused.length > 0 && <Refused refused={refused} />}
    </div>
  );
}

const mostShown = 5;

function Refused({ refused }: { refused: readonly RefusedFile[] }) {
  const t = useTranslations('photo');
  const sentence = useRejectionSentence(purpose);
  return (
    <Notice tone="danger">
      <p>{t('refused', { count: refused.length })}</p>
      <ul className="mt-1 list-disc pl-5">
        {refused.slice(0, mostShown).map((file) => (
          <li key={file.fileName}>{sentence(file)}</li>
        ))}
      </ul>
    </Notice>
  );
}
