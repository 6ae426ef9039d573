'use client';
// What can be done with all selected records at once; it stays in sight however long the list is.
import { ArchiveRestore, EyeOff, Globe, Trash2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { Noun, RecordAction } from '#lib/shared/schemas/record.ts';

type BulkBarProps = {
  noun: Noun;
  isTrash: boolean;
  /** Those on this page. */
  records: readonly { title: string }[];
  count: number;
  /** All that match, on other pages, too: what nobody sees is only touched after a question. */
  isAll: boolean;
  act: (action: RecordAction) => Promise<void>;
  onClear: () => void;
  /** Stands beside how many they are. */
  children: ReactNode;
};

const icons = { delete: Trash2, restore: ArchiveRestore, publish: Globe, unpublish: EyeOff };

export function BulkBar(props: BulkBarProps) {
  const { noun, isTrash, records, count, isAll, act, onClear, children } = props;
  const t = useTranslations('records');
  const app = useTranslations('app');
  const button = (action: keyof typeof icons) => {
    const Icon = icons[action];
    return (
      <ConfirmDialog
        title={t(`allTitle.${action}`, { count })}
        text={t('allText')}
        confirmLabel={t(action)}
        cancelLabel={app('cancel')}
        onConfirm={() => void act(action)}
        isHarmless={action !== 'delete'}
        isNeeded={isAll}
        trigger={
          <Button look="secondary" size="small">
            <Icon aria-hidden className="size-4" />
            {t(action)}
          </Button>
        }
      />
    );
  };
  return (
    <section
      aria-label={t('forSelected')}
      data-lifts-messages
      className="sticky bottom-4 z-20 mx-auto mt-4 flex w-fit max-w-full animate-appear flex-wrap items-center gap-2 rounded-xl border border-line-strong bg-raised py-2 pr-2 pl-4 shadow-float"
    >
      <span aria-hidden className="mr-1 font-medium text-sm tabular-nums">
        {t(isAll ? 'allSelected' : 'selected', { count })}
      </span>
      {children}
      {isTrash ? (
        <>
          {button('restore')}
          <ConfirmDialog
            title={t('purgeTitle', {
              count,
              title: records[0]?.title || t('untitled'),
            })}
            text={t('purgeText')}
            confirmLabel={t('purgeConfirm')}
            cancelLabel={app('cancel')}
            onConfirm={() => void act('purge')}
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
