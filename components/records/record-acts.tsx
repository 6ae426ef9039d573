'use client';
// What can be done with one record of a list, as small buttons.
import { ArchiveRestore, Trash2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useListContext } from './list-context.ts';
import type { Acted } from './undo-of.ts';

export function RecordActs({ record }: { record: Acted }) {
  const t = useTranslations('records');
  const app = useTranslations('app');
  const { isTrash, act } = useListContext();
  const { title } = record;
  if (!isTrash) {
    return (
      <IconButton
        label={t('deleteOne', { title })}
        icon={Trash2}
        className="relative z-10 size-9 text-ink-muted hover:text-danger"
        onClick={() => void act('delete', [record])}
      />
    );
  }
  return (
    <div className="relative z-10 flex">
      <IconButton
        label={t('restoreOne', { title })}
        icon={ArchiveRestore}
        onClick={() => void act('restore', [record])}
      />
      <ConfirmDialog
        title={t('purgeTitle', { count: 1, title })}
        text={t('purgeText')}
        confirmLabel={t('purgeConfirm')}
        cancelLabel={app('cancel')}
        onConfirm={() => void act('purge', [record])}
        trigger={<IconButton label={t('purgeOne', { title })} icon={X} />}
      />
    </div>
  );
}
