// One audit that is over: when, how it ended, and what it found for who wants to know.
import { ChevronDown } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Badge } from '#components/ui/badge.tsx';
import { formatSince } from '#lib/client/format.ts';
import { countUnsolved, type StorageAudit } from '#lib/shared/schemas/storage-audit.ts';
import { AuditFigures } from './audit-figures.tsx';

type AuditRowProps = { audit: StorageAudit; isOpen: boolean };

export function AuditRow({ audit, isOpen }: AuditRowProps) {
  const t = useTranslations('storageAudit');
  const locale = useLocale();
  const { report, createdAt, startedBy } = audit;
  const when = formatSince(new Date(createdAt), new Date(), locale);
  return (
    <li className="rounded-xl border border-line bg-surface shadow-card">
      <details open={isOpen} className="group">
        <summary className="flex cursor-pointer list-none flex-wrap items-center gap-x-3 gap-y-2 rounded-xl px-5 py-4 sm:px-7 [&::-webkit-details-marker]:hidden">
          <ChevronDown
            aria-hidden
            className="size-4.5 shrink-0 text-ink-muted transition-transform group-open:rotate-180"
          />
          <span className="min-w-0 flex-1">
            <span className="font-medium">{when}</span>{' '}
            <span className="text-ink-muted text-sm">{t(`by.${startedBy}`)}</span>
          </span>
          <Outcome audit={audit} />
        </summary>
        <div className="px-5 pb-5 sm:px-7 sm:pb-7">
          {report ? (
            <AuditFigures report={report} repair={audit.repair} />
          ) : (
            <p className="text-ink-muted">{t(`failures.${audit.failure ?? 'internal'}`)}</p>
          )}
        </div>
      </details>
    </li>
  );
}

function Outcome({ audit: { report, repair } }: { audit: StorageAudit }) {
  const t = useTranslations('storageAudit');
  if (!report) return <Badge tone="danger">{t('cameToNothing')}</Badge>;
  const count = countUnsolved(report, repair);
  return <Badge tone={count === 0 ? 'success' : 'notice'}>{t('findings', { count })}</Badge>;
}
