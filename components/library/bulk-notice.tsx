'use client';
// Which of the files that were chosen something could not be done with, by name, and why.
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { AppError } from '#lib/shared/errors.ts';
import { Names } from './bulk-delete.tsx';
import type { BulkTrouble } from './use-bulk.ts';

type BulkNoticeProps = { trouble: BulkTrouble | null; onDismiss: () => void };

export function BulkNotice({ trouble, onDismiss }: BulkNoticeProps) {
  const t = useTranslations('library');
  const reasonOf = useReason();
  if (!trouble) return null;
  const { action, failed } = trouble;
  const byReason = new Map<string, (typeof failed)[number]['item'][]>();
  for (const { item, error } of failed) {
    const reason = reasonOf(action, error);
    byReason.set(reason, [...(byReason.get(reason) ?? []), item]);
  }
  return (
    <div className="relative mb-4">
      <Notice tone="danger">
        <div className="pr-9">
          <p className="font-medium">{t(`bulk.failed.${action}`, { count: failed.length })}</p>
          <dl className="mt-1.5 grid gap-1.5">
            {[...byReason].map(([reason, files]) => (
              <div key={reason}>
                <dt className="text-ink-muted">{reason}</dt>
                <dd className="text-ink">
                  <Names files={files} />
                </dd>
              </div>
            ))}
          </dl>
        </div>
      </Notice>
      <div className="absolute top-1 right-1">
        <IconButton icon={X} label={t('dismiss')} onClick={onDismiss} />
      </div>
    </div>
  );
}

/** A conflict is something else for each thing that can be done. */
function useReason(): (action: BulkTrouble['action'], error: unknown) => string {
  const t = useTranslations('library');
  const errorSentence = useErrorSentence();
  return (action, error) => {
    const isConflict = error instanceof AppError && error.code === 'conflict';
    if (isConflict && action === 'delete') return t('bulk.stillUsed');
    if (isConflict && action === 'reprocess') return t('cannotProcess');
    return errorSentence(error);
  };
}
