'use client';
// The last line of the file manager: how the uploads stand, or what is picked from the library.
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { formatBytes } from '#lib/client/format.ts';
import { formatNames } from '#lib/shared/upload-policy.ts';
import { UploadsSummary } from './uploads-summary.tsx';
import type { LibraryChoice } from './use-library-choice.ts';
import type { ManagedFiles } from './use-managed-files.ts';

type FilesFooterProps = { label: string; files: ManagedFiles; onDone: () => void };

export function FilesFooter({ label, files, onDone }: FilesFooterProps) {
  const t = useTranslations('fileManager');
  const upload = useTranslations('upload');
  const locale = useLocale();
  const { policy, maxFiles, uploads, tiles } = files;
  return (
    <div className="flex items-center gap-4">
      <div className="grid min-w-0 flex-1 gap-1.5">
        <UploadsSummary hasActions label={label} uploads={uploads} />
        {/* Where there is nothing yet, the invitation says it. */}
        {tiles.length > 0 && (
          <p className="text-ink-muted text-xs">
            {upload('limits', {
              formats: formatNames(policy).join(', '),
              size: formatBytes(policy.maxBytes, locale),
              count: maxFiles,
            })}
          </p>
        )}
      </div>
      <Button onClick={onDone}>{t('done')}</Button>
    </div>
  );
}

type LibraryFooterProps = {
  choice: LibraryChoice;
  maxFiles: number;
  onBack: () => void;
  onTake: () => void;
};

export function LibraryFooter({ choice, maxFiles, onBack, onTake }: LibraryFooterProps) {
  const t = useTranslations('fileManager');
  const count = choice.media.length;
  return (
    <div className="flex flex-wrap items-center justify-end gap-3">
      <p role="status" className="mr-auto text-ink-muted text-sm tabular-nums">
        {choice.isFull ? t('full', { limit: maxFiles }) : t('selected', { count })}
      </p>
      <Button look="secondary" onClick={onBack}>
        {t('back')}
      </Button>
      <Button disabled={count === 0} onClick={onTake}>
        {t('take', { count })}
      </Button>
    </div>
  );
}
