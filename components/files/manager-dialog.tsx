'use client';
// The window of the file manager: bring files in, put them in order, describe, replace and remove them.
import { useTranslations } from 'next-intl';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useDropzone } from 'react-dropzone';
import { usePaste } from '#components/library/use-paste.ts';
import { WorkDialog } from '#components/ui/work-dialog.tsx';
import { acceptedFiles } from '#lib/shared/upload-policy.ts';
import { FilesView } from './files-view.tsx';
import { LibraryPicker } from './library-picker.tsx';
import { FilesFooter, LibraryFooter } from './manager-footers.tsx';
import { useLibraryChoice } from './use-library-choice.ts';
import type { FilesPlace, ManagedFiles } from './use-managed-files.ts';

type ManagerDialogProps = Pick<FilesPlace, 'purpose'> & {
  label: string;
  files: ManagedFiles;
  error: string | undefined;
  onClose: () => void;
};

export function ManagerDialog({ label, purpose, files, error, onClose }: ManagerDialogProps) {
  const t = useTranslations('fileManager');
  const { tiles, room, policy, maxFiles } = files;
  const [view, setView] = useState<'files' | 'library'>('files');
  const choice = useLibraryChoice(room, maxFiles === 1);
  const isDragging = useRef(() => false);
  const start = useRef<HTMLButtonElement>(null);

  const bring = (brought: readonly File[]) => {
    setView('files');
    files.add(brought);
  };
  // What fits is decided in one place for every way in, so the drop zone itself refuses nothing.
  const zone = useDropzone({
    ...{ noClick: true, noKeyboard: true, noPaste: true, noDragEventsBubbling: true },
    multiple: maxFiles > 1,
    onDrop: (accepted, rejections) => bring([...accepted, ...rejections.map(({ file }) => file)]),
  });
  usePaste(bring);

  const leaveLibrary = () => {
    setView('files');
    choice.clear();
  };
  useFocusOnReturn(view, start);

  return (
    <WorkDialog
      title={label}
      note={
        <p className="shrink-0 text-ink-muted text-sm tabular-nums">
          {t('count', { count: tiles.length, limit: maxFiles })}
        </p>
      }
      closeLabel={t('close')}
      onClose={onClose}
      onEscape={(event) => {
        if (isDragging.current()) event.preventDefault();
      }}
      frame={zone.getRootProps({ role: 'presentation' })}
      footer={
        view === 'files' ? (
          <FilesFooter label={label} files={files} onDone={onClose} />
        ) : (
          <LibraryFooter
            choice={choice}
            maxFiles={maxFiles}
            onBack={leaveLibrary}
            onTake={() => {
              files.addFromLibrary(choice.media);
              leaveLibrary();
            }}
          />
        )
      }
    >
      <input
        {...zone.getInputProps({ accept: acceptAttribute(acceptedFiles(policy)), hidden: true })}
        aria-label={t('add')}
      />
      {view === 'files' ? (
        <FilesView
          label={label}
          purpose={purpose}
          files={files}
          error={error}
          startRef={start}
          isDraggingRef={isDragging}
          isDropTarget={zone.isDragActive}
          onChoose={zone.open}
          onLibrary={() => setView('library')}
        />
      ) : (
        <LibraryPicker
          type={policy.type}
          choice={choice}
          listedIds={new Set(tiles.map(({ mediaId }) => mediaId))}
        />
      )}
      {zone.isDragActive && <DropSign />}
    </WorkDialog>
  );
}

/** Lies over everything, and lets the drop through. */
function DropSign() {
  const t = useTranslations('fileManager');
  return (
    <div className="pointer-events-none absolute inset-2 z-20 grid place-items-center rounded-lg border-2 border-accent border-dashed bg-accent-soft/80">
      <p className="rounded-md bg-raised px-4 py-2 font-semibold shadow-float">{t('dropHere')}</p>
    </div>
  );
}

/** What had the focus in the library is gone. */
function useFocusOnReturn(
  view: 'files' | 'library',
  start: RefObject<HTMLButtonElement | null>,
): void {
  const before = useRef(view);
  useEffect(() => {
    if (before.current === 'library' && view === 'files') start.current?.focus();
    before.current = view;
  }, [view, start]);
}

function acceptAttribute(accepted: Record<string, string[]>): string {
  return Object.entries(accepted)
    .flatMap(([mimeType, extensions]) => [mimeType, ...extensions])
    .join(',');
}
