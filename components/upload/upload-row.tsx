'use client';
// One upload in the list.
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { usePurposePolicy } from '#lib/client/upload/policy-context.ts';
import type { Upload } from '#lib/client/upload/upload.ts';
import { FileThumbnail } from './file-thumbnail.tsx';
import { UploadActions } from './upload-actions.tsx';
import { UploadProgress } from './upload-progress.tsx';
import { UploadQuestion } from './upload-question.tsx';

type UploadRowProps = {
  upload: Upload;
  hasThumbnail: boolean;
  onChooseFile: (upload: Upload) => void;
};

/** Drawn again only when its upload changed: the others of a long list change all the time. */
export const UploadRow = memo(function UploadRow(props: UploadRowProps) {
  const { upload, hasThumbnail, onChooseFile } = props;
  const t = useTranslations('upload');
  const { type } = usePurposePolicy(upload.purpose);
  const { fileName, file, slot, page } = upload;
  return (
    <div className="flex gap-3 px-4 py-3.5">
      {hasThumbnail && <FileThumbnail file={file} type={type} />}
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-1">
        <div className="flex items-center justify-between gap-2">
          <p className="min-w-0 truncate font-medium text-sm" title={fileName}>
            {fileName}
          </p>
          <UploadActions upload={upload} />
        </div>
        <UploadProgress upload={upload} />
        <UploadQuestion upload={upload} onChooseFile={() => onChooseFile(upload)} />
        {slot && page && (
          <Link
            href={page}
            className="justify-self-start rounded-sm text-accent text-xs underline underline-offset-2"
          >
            {t('openForm')}
          </Link>
        )}
      </div>
    </div>
  );
});
