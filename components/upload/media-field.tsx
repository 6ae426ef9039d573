'use client';
// The place of one file in a form: bring it in, see it travel, see what became of it, replace or remove it.
import { useQueryClient } from '@tanstack/react-query';
import { FolderOpen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ClipboardEvent, useEffect, useState } from 'react';
import { useDropzone } from 'react-dropzone';
import { DescribeFile } from '#components/files/describe-file.tsx';
import { PickOne } from '#components/files/pick-one.tsx';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { FieldError } from '#components/ui/field.tsx';
import { useBroughtIn } from '#lib/client/brought-in.ts';
import { mediaKeys } from '#lib/client/media-keys.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { deleteFresh, discardFresh } from '#lib/client/upload/discard-fresh.ts';
import { usePurposePolicy } from '#lib/client/upload/policy-context.ts';
import { isStored, isUnderWay } from '#lib/client/upload/upload.ts';
import { useSlotUpload } from '#lib/client/upload/use-uploads.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import {
  acceptedFiles,
  claimedFormat,
  maxFilesAtOnce,
  type Purpose,
} from '#lib/shared/upload-policy.ts';
import { DropInvitation } from './drop-invitation.tsx';
import { StoredMedia } from './stored-media.tsx';
import { TravellingFile } from './travelling-file.tsx';
import { refusedBy, useRejectionSentence } from './use-rejection-sentence.ts';

type MediaFieldProps = {
  label: string;
  purpose: Purpose;
  /** Names this place over the whole app, so that its upload is found again after moving around. */
  slot: string;
  page: string;
  /** The id of the media that belongs to the record, saved or about to be. */
  value: string | null;
  /** What was saved before; it stays the server's business until the form is saved. */
  saved: Media | null;
  onChange: (mediaId: string | null) => void;
  /**
   * Gets the files beyond the first when several are brought, which is allowed only with it and as long
   * as the place is empty: later nobody could say which of them was meant to be here.
   */
  onMore?: (files: readonly File[]) => void;
  /** Where the record has no words of its own for those who do not see the picture. */
  canDescribe?: boolean;
  error?: string;
};

export function MediaField(props: MediaFieldProps) {
  const { label, purpose, slot, page, value, saved, onChange, onMore, canDescribe, error } = props;
  const t = useTranslations('upload');
  const policy = usePurposePolicy(purpose);
  const upload = useSlotUpload(slot);
  const rejectionSentence = useRejectionSentence(purpose);
  const manager = useTranslations('fileManager');
  const queries = useQueryClient();
  const [isPicking, setPicking] = useState(false);
  const [isDescribing, setDescribing] = useState(false);
  const [refused, setRefused] = useState<{ sentence: string; besides: string | undefined }>();
  // It is about the try to bring another file in; when the file here changes, that is over.
  const rejection = refused && refused.besides === upload?.id ? refused.sentence : undefined;

  const broughtIn = useBroughtIn();
  const storedId = upload && isStored(upload) ? upload.mediaId : null;
  useEffect(() => {
    if (!storedId || storedId === value) return;
    if (value && broughtIn.has(value)) deleteFresh(value);
    onChange(storedId);
  }, [storedId, value, broughtIn, onChange]);

  /** Takes away the file that was brought in since the last save, from here and from the server. */
  const removeFresh = () => {
    if (upload) discardFresh(upload);
  };
  const remove = () => {
    removeFresh();
    // On an earlier visit, or another device.
    if (value && value !== storedId && broughtIn.has(value)) deleteFresh(value);
    onChange(null);
  };

  const pick = (media: Media) => {
    remove();
    setRefused(undefined);
    queries.setQueryData(mediaKeys.one(media.id), media);
    onChange(media.id);
  };

  /** Answers the id of its upload. */
  const bring = (file: File) => {
    if (upload?.state.name === 'waiting') {
      uploadQueue.goOn(upload.id, file);
      return upload.id;
    }
    removeFresh();
    return uploadQueue.add([{ file, purpose, slot, page }])[0];
  };

  const takesMore = onMore !== undefined && !upload && !value;
  const dropzone = useDropzone({
    accept: acceptedFiles(policy),
    minSize: 1,
    maxSize: policy.maxBytes,
    multiple: takesMore,
    noKeyboard: true,
    noClick: Boolean(upload ?? value),
    validator: (file) =>
      claimedFormat(policy, { fileName: file.name, contentType: file.type })
        ? null
        : { code: 'file-invalid-type', message: '' },
    onDrop: ([file, ...more], [first]) => {
      const besides = file ? bring(file) : upload?.id;
      // Of several, some may be taken and some not.
      setRefused(first && { sentence: rejectionSentence(refusedBy(first)), besides });
      if (more.length > 0) onMore?.(more);
    },
  });
  const { open, isDragActive, getRootProps, getInputProps, inputRef } = dropzone;

  /** Hands pasted files to the input, so that they meet the same rules as chosen ones. */
  const paste = (event: ClipboardEvent) => {
    const { files } = event.clipboardData;
    if (files.length === 0 || !inputRef.current) return;
    event.preventDefault();
    inputRef.current.files = files;
    inputRef.current.dispatchEvent(new Event('change', { bubbles: true }));
  };

  const isTravelling = upload !== undefined && (isUnderWay(upload) || !storedId);
  const fromLibrary = (
    <Button
      look="quiet"
      size="small"
      aria-label={`${manager('fromLibrary')}: ${label}`}
      onClick={() => setPicking(true)}
    >
      <FolderOpen aria-hidden className="size-4" />
      {manager('fromLibrary')}
    </Button>
  );

  return (
    <div className="grid grid-cols-1 content-start gap-2">
      <fieldset {...getRootProps({ role: 'group', onPaste: paste })} className="min-w-0 rounded-lg">
        <legend className="mb-1.5 font-medium text-sm">{label}</legend>
        <input {...getInputProps()} aria-label={label} />
        {isTravelling ? (
          <TravellingFile
            upload={upload}
            type={policy.type}
            onChoose={open}
            onRemove={removeFresh}
          />
        ) : value ? (
          <StoredMedia
            key={value}
            id={value}
            known={saved?.id === value ? saved : undefined}
            file={storedId === value ? (upload?.file ?? null) : null}
            type={policy.type}
            isDropTarget={isDragActive}
          >
            <Button look="secondary" size="small" onClick={open}>
              {t('replace')}
            </Button>
            <Button look="quiet" size="small" onClick={remove}>
              {t('remove')}
            </Button>
            {canDescribe && (
              <Button
                look="quiet"
                size="small"
                aria-label={`${t('describe')}: ${label}`}
                onClick={() => setDescribing(true)}
              >
                {t('describe')}
              </Button>
            )}
            {fromLibrary}
          </StoredMedia>
        ) : (
          <DropInvitation
            policy={policy}
            maxFiles={takesMore ? maxFilesAtOnce : 1}
            isDropTarget={isDragActive}
            onChoose={open}
            isInvalid={Boolean(rejection ?? error)}
          />
        )}
      </fieldset>
      {/* Outside of it: there, a press would ask for a file from the disk. */}
      {!isTravelling && !value && <div className="-ml-3">{fromLibrary}</div>}
      <div role="alert" className={classNames(!rejection && !error && 'hidden')}>
        {(rejection ?? error) && <FieldError>{rejection ?? error}</FieldError>}
      </div>
      {isDescribing && value && (
        <DescribeFile mediaId={value} onClose={() => setDescribing(false)} />
      )}
      {isPicking && (
        <PickOne
          label={label}
          type={policy.type}
          value={value}
          onPick={pick}
          onClose={() => setPicking(false)}
        />
      )}
    </div>
  );
}
