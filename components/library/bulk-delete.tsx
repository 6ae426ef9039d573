'use client';
// Asks before many files are deleted: which of them are in use, and whether those go, too.
import { useFormatter, useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { Media } from '#lib/shared/schemas/media.ts';

type BulkDeleteProps = {
  files: readonly Media[];
  /** More than the files where those that are not loaded are meant, too. */
  count: number;
  isAll: boolean;
  trigger: ReactNode;
  onConfirm: (force: boolean) => void;
};

const namesAtMost = 5;

export function BulkDelete({ files, count, isAll, trigger, onConfirm }: BulkDeleteProps) {
  const t = useTranslations('library.bulk');
  const library = useTranslations('library');
  const app = useTranslations('app');
  const [isForced, setForced] = useState(false);
  const used = files.filter(({ attachedTo }) => attachedTo);
  return (
    <ConfirmDialog
      trigger={trigger}
      title={t('deleteTitle', { count })}
      text={t('deleteText')}
      confirmLabel={library('deleteConfirm')}
      cancelLabel={app('cancel')}
      onConfirm={() => {
        onConfirm(isForced);
        setForced(false);
      }}
    >
      <div className="mt-4 grid gap-3 text-sm">
        {isAll && <p>{t('allText')}</p>}
        {!isAll && used.length > 0 && (
          <p>
            {t('inUse', { count: used.length })} <Names files={used} />
          </p>
        )}
        <Switch
          label={t('force')}
          hint={t(isForced ? 'forceHint' : 'keepHint')}
          isOn={isForced}
          onChange={setForced}
        />
      </div>
    </ConfirmDialog>
  );
}

/** The first of them by name. */
export function Names({ files }: { files: readonly Pick<Media, 'title' | 'fileName'>[] }) {
  const t = useTranslations('library');
  const format = useFormatter();
  const names = files.slice(0, namesAtMost).map(({ title, fileName }) => title ?? fileName);
  const rest = files.length - names.length;
  return (
    <span className="break-words">
      {format.list(rest > 0 ? [...names, t('more', { count: rest })] : names)}
    </span>
  );
}
