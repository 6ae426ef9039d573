'use client';
// What can be done with the files that are chosen; it stays in sight while one scrolls.
import { Globe, Lock, RotateCw, Trash2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { BulkWish } from '#lib/client/bulk-requests.ts';
import { BulkDelete } from './bulk-delete.tsx';
import type { Choice } from './use-selection.ts';

type BulkBarProps = {
  choice: Choice;
  /** The ids of all that is shown. */
  order: readonly string[];
  /** How many there are, shown or not. */
  matchingCount: number;
  isBusy: boolean;
  onAct: (wish: Omit<BulkWish, 'ids'>) => void;
  /** The keyboard has to go on somewhere. */
  onGone: () => void;
};

export function BulkBar(props: BulkBarProps) {
  const { choice, order, matchingCount, isBusy, onAct, onGone } = props;
  const t = useTranslations('library.bulk');
  const app = useTranslations('app');
  const { count, files, isAll } = choice;
  const wasThere = useRef(false);
  useEffect(() => {
    // It goes with what was pressed on it.
    if (wasThere.current && count === 0 && document.activeElement === document.body) onGone();
    wasThere.current = count > 0;
  }, [count, onGone]);
  return (
    <>
      <p role="status" className="sr-only">
        {count > 0 ? t('chosen', { count }) : ''}
      </p>
      {count > 0 && (
        <section
          aria-label={t('title')}
          data-lifts-messages
          className="sticky bottom-4 z-20 mt-6 flex animate-appear flex-wrap items-center gap-x-1 gap-y-0.5 rounded-xl border border-line bg-raised p-2 pl-4 shadow-float"
        >
          <p className="mr-1 font-medium text-sm tabular-nums">
            {t(isAll ? 'allChosen' : 'chosen', { count })}
          </p>
          {!isAll && count === order.length && count < matchingCount && (
            <Button look="quiet" size="small" onClick={choice.chooseAll}>
              {t('chooseMatching', { count: matchingCount })}
            </Button>
          )}
          {count < order.length && (
            <Button look="quiet" size="small" onClick={() => choice.choose(order)}>
              {t('chooseAll', { count: order.length })}
            </Button>
          )}
          <div className="ml-auto flex flex-wrap items-center">
            <ConfirmDialog
              trigger={
                <Button look="quiet" size="small" isWaiting={isBusy}>
                  <Globe aria-hidden className="size-4" />
                  <Words>{t('publish')}</Words>
                </Button>
              }
              title={t('publishTitle', { count })}
              text={t('publishText')}
              confirmLabel={t('publish')}
              cancelLabel={app('cancel')}
              onConfirm={() => onAct({ action: 'publish' })}
              isHarmless
              isNeeded={isAll || files.some(({ isPublic }) => !isPublic)}
            />
            {(['unpublish', 'reprocess'] as const).map((action) => {
              const Icon = action === 'unpublish' ? Lock : RotateCw;
              return (
                <ConfirmDialog
                  key={action}
                  trigger={
                    <Button look="quiet" size="small" isWaiting={isBusy}>
                      <Icon aria-hidden className="size-4" />
                      <Words>{t(action)}</Words>
                    </Button>
                  }
                  title={t(`${action}Title`, { count })}
                  text={t('allText')}
                  confirmLabel={t(action)}
                  cancelLabel={app('cancel')}
                  onConfirm={() => onAct({ action })}
                  isHarmless
                  isNeeded={isAll}
                />
              );
            })}
            <BulkDelete
              files={files}
              count={count}
              isAll={isAll}
              trigger={
                <Button look="quiet" size="small" isWaiting={isBusy}>
                  <Trash2 aria-hidden className="size-4" />
                  <Words>{t('delete')}</Words>
                </Button>
              }
              onConfirm={(force) => onAct({ action: 'delete', force })}
            />
            <IconButton icon={X} label={t('clear')} onClick={choice.clear} />
          </div>
        </section>
      )}
    </>
  );
}

/** On a phone the sign has to do; it is still said. */
function Words({ children }: { children: ReactNode }) {
  return <span className="max-sm:sr-only">{children}</span>;
}
