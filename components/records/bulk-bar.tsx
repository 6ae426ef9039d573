'use client';
// What can be done with all selected records at once; it stays in sight however long the list is.
import { ArchiveRestore, EyeOff, Globe, Trash2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { Noun, RecordAction } from '#lib/shared/schemas/record.ts';
import type { Act } from './use-record-acts.ts';

type BulkBarProps = {
  noun: Noun;
  isTrash: boolean;
  records: readonly { id: string; title: string }[];
  act: Act;
  onClear: () => void;
};

const icons = { delete: Trash2, restore: ArchiveRestore, publish: Globe, unpublish: EyeOff };

export function BulkBar({ noun, isTrash, records, act, onClear }: BulkBarProps) {
  const t = useTranslations('records');
  const app = useTranslations('app');
  const button = (action: Exclude<RecordAction, 'purge'>) => {
    const Icon = icons[action];
    return (
      <Button look="secondary" size="small" onClick={() => void act(action, records)}>
        <Icon aria-hidden className="size-4" />
        {t(action)}
      </Button>
    );
  };
  return (
    <section
      aria-label={t('forSelected')}
      className="sticky bottom-4 z-20 mx-auto mt-4 flex w-fit max-w-full animate-appear flex-wrap items-center gap-2 rounded-xl border border-line-strong bg-raised py-2 pr-2 pl-4 shadow-float"
    >
      <span aria-hidden className="mr-1 font-medium text-sm tabular-nums">
        {t('selected', { count: records.length })}
      </span>
      {isTrash ? (
        <>
          {button('restore')}
          <ConfirmDialog
            title={t('purgeTitle', {
              count: records.length,
              title: records[0]?.title || t('untitled'),
            })}
            text={t('purgeText')}
            confirmLabel={t('purgeConfirm')}
            cancelLabel={app('cancel')}
            onConfirm={() => void act('purge', records)}
            trigger={
              <Button look="secondary" size="small">
                <X aria-hidden className="size-4" />
                {t('purge')}
              </Button>
            }
          />
        </>
      ) : (
        <>
          {noun === 'film' && button('publish')}
          {noun === 'film' && button('unpublish')}
          {button('delete')}
        </>
      )}
      <IconButton label={t('clearSelection')} icon={X} onClick={onClear} />
    </section>
  );
}
