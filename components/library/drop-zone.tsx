'use client';
// Where files are brought in: dropped anywhere on the page, chosen, as a folder, or pasted.
import { FolderUp, Upload } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef } from 'react';
import { useDropzone } from 'react-dropzone';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Spinner } from '#components/ui/spinner.tsx';
import { acceptedFiles, maxFilesAtOnce } from '#lib/shared/upload-policy.ts';
import { IntakeNotice } from './intake-notice.tsx';
import { Limits } from './limits.tsx';
import { useIntake, useLibraryPolicies } from './use-intake.ts';
import { usePaste } from './use-paste.ts';

type DropZoneProps = { header: ReactNode; children: ReactNode };

/** Surrounds the page, because all of it takes files. */
export function DropZone({ header, children }: DropZoneProps) {
  const t = useTranslations('library');
  const accept = useAccept();
  const { last, take, dismiss } = useIntake();
  // What fits is decided in one place for every way in, so the drop zone itself refuses nothing.
  const { open, isDragActive, isDragGlobal, isProcessing, getRootProps, getInputProps } =
    useDropzone({ noClick: true, noKeyboard: true, noPaste: true, onDrop: take });
  usePaste(take);

  return (
    <div {...getRootProps()} className="outline-none">
      {header}
      <section
        aria-label={t('addFiles')}
        className={classNames(
          'relative mb-6 rounded-xl border-2 border-dashed transition-colors duration-150',
          isDragActive
            ? 'border-accent bg-accent-soft'
            : 'bg-surface hover:border-accent focus-within:border-accent',
          !isDragActive && (isDragGlobal ? 'border-accent' : 'border-line-strong/60'),
        )}
      >
        <input {...getInputProps({ accept, hidden: true })} aria-label={t('chooseFiles')} />
        <div className="grid justify-items-center gap-1.5 px-5 pt-8 pb-6 text-center sm:pt-10">
          <span
            className={classNames(
              'mb-2 grid size-14 place-items-center rounded-full bg-accent-soft text-accent-strong transition-transform duration-200 ease-settle',
              isDragActive && '-translate-y-1.5 bg-surface',
            )}
          >
            {isProcessing ? <Spinner /> : <Upload aria-hidden className="size-6" />}
          </span>
          <p className="text-balance font-semibold text-lg">
            {t(zoneWord({ isDragActive, isProcessing }))}
          </p>
          <p className="max-w-md text-balance text-ink-muted text-sm">
            {t('dropHint', { count: maxFilesAtOnce })}
          </p>
          <div className="mt-4 flex flex-wrap justify-center gap-2.5">
            {/* It covers the zone, so that all of it can be pressed. */}
            <Button onClick={open} className="after:absolute after:inset-0 after:rounded-xl">
              {t('chooseFiles')}
            </Button>
            <FolderButton onFiles={take} />
          </div>
        </div>
        <Limits />
      </section>
      <IntakeNotice intake={last} onDismiss={dismiss} />
      {children}
    </div>
  );
}

function FolderButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const t = useTranslations('library');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('chooseFolder')}
        {...{ webkitdirectory: '' }}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          // The same folder once more would not be a change.
          target.value = '';
        }}
      />
      <Button look="secondary" className="relative z-10" onClick={() => input.current?.click()}>
        <FolderUp aria-hidden className="size-4.5" />
        {t('chooseFolder')}
      </Button>
    </>
  );
}

/** What the picker offers: everything any of the three kinds takes. */
function useAccept(): string {
  const policies = Object.values(useLibraryPolicies());
  const groups = policies.flatMap((policy) => Object.entries(acceptedFiles(policy)));
  return groups.flatMap(([mimeType, extensions]) => [mimeType, ...extensions]).join(',');
}

function zoneWord(zone: { isDragActive: boolean; isProcessing: boolean }) {
  if (zone.isProcessing) return 'reading';
  return zone.isDragActive ? 'dropHere' : 'drop';
}
