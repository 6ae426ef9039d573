'use client';
// The place of many files in a form: a row of small pictures, and the window to manage them in.
import { Images } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ClipboardEvent, useState } from 'react';
import { useDropzone } from 'react-dropzone';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { FieldError } from '#components/ui/field.tsx';
import type { Media } from '#lib/shared/schemas/media.ts';
import { FollowMedia } from './file-media.ts';
import { FilesStrip } from './files-strip.tsx';
import { ManagerDialog } from './manager-dialog.tsx';
import { RefusedFiles } from './refused-files.tsx';
import { UploadsSummary } from './uploads-summary.tsx';
import { type FilesPlace, useManagedFiles } from './use-managed-files.ts';

type FileManagerProps = FilesPlace & {
  label: string;
  /** What was loaded with the record. */
  known: readonly Media[];
  error?: string;
};

/**
 * Files begin to travel as soon as they are brought in. `onChange` gets those that are stored, in the
 * order of the tiles; one still on its way keeps its place among them until it is.
 */
export function FileManager({ label, known, error, ...place }: FileManagerProps) {
  const t = useTranslations('fileManager');
  const files = useManagedFiles(place);
  const [isOpen, setOpen] = useState(false);
  const { tiles, policy, maxFiles, uploads } = files;
  const isEmpty = tiles.length === 0;
  const opening = t(isEmpty ? 'add' : 'manage');
  const zone = useDropzone({
    ...{ noClick: true, noKeyboard: true, noPaste: true, noDragEventsBubbling: true },
    onDrop: files.add,
  });
  const paste = (event: ClipboardEvent) => {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0) return;
    event.preventDefault();
    files.add(pasted);
  };

  return (
    <div className="grid min-w-0 gap-2">
      {tiles.map(({ mediaId }) => {
        if (!mediaId) return null;
        return (
          <FollowMedia key={mediaId} id={mediaId} known={known.find(({ id }) => id === mediaId)} />
        );
      })}
      <fieldset
        {...zone.getRootProps({ role: 'group', onPaste: paste })}
        className={classNames(
          'min-w-0 rounded-lg outline-none',
          zone.isDragActive && 'outline-2 outline-accent outline-offset-4',
        )}
      >
        <legend className="mb-1.5 max-w-full break-words font-medium text-sm">{label}</legend>
        <div
          className={classNames(
            'grid gap-3 rounded-lg border p-3',
            isEmpty && 'border-dashed bg-canvas',
            error ? 'border-danger' : 'border-line-strong/60',
          )}
        >
          {!isEmpty && <FilesStrip label={label} tiles={tiles} type={policy.type} />}
          <UploadsSummary label={label} uploads={uploads} />
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <p className="text-ink-muted text-sm tabular-nums">
              {isEmpty ? t('empty') : t('count', { count: tiles.length, limit: maxFiles })}
            </p>
            <Button
              look="secondary"
              size="small"
              aria-label={`${opening}: ${label}`}
              onClick={() => setOpen(true)}
            >
              <Images aria-hidden className="size-4" />
              {opening}
            </Button>
          </div>
        </div>
      </fieldset>
      {!isOpen && (
        <RefusedFiles
          purpose={place.purpose}
          refused={files.refused}
          maxFiles={maxFiles}
          onDismiss={files.dismissRefused}
        />
      )}
      <div role="alert" className={classNames(!error && 'hidden')}>
        {error && <FieldError>{error}</FieldError>}
      </div>
      {isOpen && (
        <ManagerDialog
          label={label}
          purpose={place.purpose}
          files={files}
          error={error}
          onClose={() => {
            setOpen(false);
            // It was read there.
            files.dismissRefused();
          }}
        />
      )}
    </div>
  );
}
