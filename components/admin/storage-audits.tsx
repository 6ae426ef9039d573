'use client';
// The last audits of the store: the one under way, what the newest found, and those before.
import { useQuery } from '@tanstack/react-query';
import { ScanSearch } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LoadedList } from '#components/records/loaded-list.tsx';
import { isUnderWay, storageAuditsQuery } from '#lib/client/storage-audits.ts';
import type { StorageAudit } from '#lib/shared/schemas/storage-audit.ts';
import { AuditProgress } from './audit-progress.tsx';
import { AuditRow } from './audit-row.tsx';

export function StorageAudits() {
  const t = useTranslations('storageAudit');
  return (
    <LoadedList
      query={useQuery(storageAuditsQuery())}
      failedTitle={t('failedTitle')}
      empty={{ icon: ScanSearch, title: t('emptyTitle'), text: t('emptyText') }}
    >
      {(results) => <Audits results={results} />}
    </LoadedList>
  );
}

function Audits({ results }: { results: StorageAudit[] }) {
  const t = useTranslations('storageAudit');
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
