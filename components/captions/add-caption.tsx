'use client';
// Brings captions to a video: a dropped or chosen file, then what its name does not say.
import { FileText } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { type FileRejection, useDropzone } from 'react-dropzone';
import { toast } from 'sonner';
import { classNames } from '#components/ui/class-names.ts';
import { FieldError } from '#components/ui/field.tsx';
import { captionFiles, guessCaption } from '#lib/client/caption-file.ts';
import { type CaptionDraft, useAddCaption } from '#lib/client/captions.ts';
import { formatBytes } from '#lib/client/format.ts';
import { type Caption, maxCaptionBytes } from '#lib/shared/schemas/caption.ts';
import { CaptionForm } from './caption-form.tsx';

type AddCaptionProps = { mediaId: string; known: readonly Caption[] };

export function AddCaption({ mediaId, known }: AddCaptionProps) {
  const t = useTranslations('captions');
  const add = useAddCaption(mediaId);
  const [file, setFile] = useState<File | null>(null);
  if (!file) return <DropCaption onFile={setFile} />;
  const end = () => {
    add.reset();
    setFile(null);
  };
  const { language, kind } = guessCaption(file.name);
  const isThere = (draft: CaptionDraft) =>
    known.some((one) => one.language === draft.language && one.kind === draft.kind);
  return (
    <div className="rounded-lg border border-line p-4">
      <CaptionForm
        file={<ChosenFile name={file.name} />}
        initial={{ language: language ?? '', label: '', kind, isDefault: false }}
        saveLabel={t('add')}
        isBusy={add.isPending}
        error={add.error}
        remarkOn={(draft) => (isThere(draft) ? t('replaces') : null)}
        onCancel={end}
        onSave={(draft) =>
          add.mutate(
            { draft, file },
            {
              onSuccess: ({ label }) => {
                toast.success(t('added', { label }));
                end();
              },
            },
          )
        }
      />
    </div>
  );
}

function ChosenFile({ name }: { name: string }) {
  return (
    <p className="flex min-w-0 items-center gap-2 font-medium text-sm">
      <FileText aria-hidden className="size-4.5 shrink-0 text-ink-muted" />
      <span className="truncate" title={name}>
        {name}
      </span>
    </p>
  );
}

function DropCaption({ onFile }: { onFile: (file: File) => void }) {
  const t = useTranslations('captions');
  const rejectionSentence = useRejectionSentence();
  const [rejection, setRejection] = useState<string | null>(null);
  const { open, isDragActive, getRootProps, getInputProps } = useDropzone({
    accept: captionFiles,
    minSize: 1,
    maxSize: maxCaptionBytes,
    multiple: false,
    noClick: true,
    noKeyboard: true,
    // The library around takes files too.
    noDragEventsBubbling: true,
    onDropAccepted: ([file]) => {
      setRejection(null);
      if (file) onFile(file);
    },
    onDropRejected: (rejections) => setRejection(rejectionSentence(rejections)),
  });
  return (
    <div className="grid grid-cols-1 gap-2">
      <div
        {...getRootProps()}
        className={classNames(
          'rounded-lg border-2 border-dashed px-4 py-3.5 text-sm transition-colors duration-150',
          isDragActive ? 'border-accent bg-accent-soft' : 'border-line-strong/60',
        )}
      >
        <input {...getInputProps()} aria-label={t('file')} />
        {isDragActive ? (
          <p>{t('dropHere')}</p>
        ) : (
          <p className="text-ink-muted">
            {t('drop')}{' '}
            <button
              type="button"
              onClick={open}
              className="rounded-sm font-medium text-accent underline underline-offset-3"
            >
              {t('choose')}
            </button>
          </p>
        )}
      </div>
      <div role="alert">{rejection && <FieldError>{rejection}</FieldError>}</div>
    </div>
  );
}

/** Answers a function that says why a file was not taken. */
function useRejectionSentence(): (rejections: FileRejection[]) => string | null {
  const t = useTranslations('captions');
  const locale = useLocale();
  return ([rejection]) => {
    if (!rejection) return null;
    const { name } = rejection.file;
    const codes = rejection.errors.map(({ code }) => code);
    if (codes.includes('too-many-files')) return t('oneAtATime');
    if (codes.includes('file-invalid-type')) return t('wrongType', { name });
    if (codes.includes('file-too-small')) return t('emptyFile', { name });
    return t('tooLarge', { name, limit: formatBytes(maxCaptionBytes, locale) });
  };
}
