'use client';
// The last audits of the store: the one under way, what the newest found, and those before.
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, ScanSearch } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LoadingRecords } from '#components/records/loading-records.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { isUnderWay, storageAuditsQuery } from '#lib/client/storage-audits.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { AuditProgress } from './audit-progress.tsx';
import { AuditRow } from './audit-row.tsx';

export function StorageAudits() {
  const t = useTranslations('storageAudit');
  const app = useTranslations('app');
  const errorSentence = useErrorSentence();
  const { data, isPending, error, refetch } = useQuery(storageAuditsQuery());
  if (isPending) return <LoadingRecords layout="rows" />;
  if (!data) {
    return (
      <EmptyState icon={CircleAlert} title={t('failedTitle')} text={errorSentence(error)}>
        <Button look="secondary" onClick={() => refetch()}>
          {app('retry')}
        </Button>
      </EmptyState>
    );
  }
  const { results } = data;
  if (results.length === 0) {
    return <EmptyState icon={ScanSearch} title={t('emptyTitle')} text={t('emptyText')} />;
  }
  const current = results.find(isUnderWay);
  const over = results.filter((audit) => !isUnderWay(audit));
  const newest = over.find(({ report }) => report !== null);
  return (
    <div className="grid gap-6">
      {current && (
        <AuditProgress audit={current} expected={newest?.report?.objects.count ?? null} />
      )}
      {over.length > 0 && (
        <ul aria-label={t('last')} className="grid gap-4">
          {over.map((audit) => (
            <AuditRow key={audit.id} audit={audit} isOpen={audit === newest} />
          ))}
        </ul>
      )}
    </div>
  );
}
