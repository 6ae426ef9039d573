// What an audit found: figures, how old the objects are, examples of what is wrong, what was done.
import { useLocale, useTranslations } from 'next-intl';
import { Notice } from '#components/ui/notice.tsx';
import { formatBytes } from '#lib/client/format.ts';
import type { Repair, StorageReport } from '#lib/shared/schemas/storage-audit.ts';
import { AuditAges } from './audit-ages.tsx';
import { AuditExamples } from './audit-examples.tsx';

type AuditFiguresProps = { report: StorageReport; repair: Repair | null };

export function AuditFigures({ report, repair }: AuditFiguresProps) {
  const t = useTranslations('storageAudit');
  return (
    <div className="grid gap-6">
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Figures report={report} />
        <AuditAges ages={report.ages} />
      </div>
      <AuditExamples report={report} />
      {repair && <Deeds repair={repair} />}
      {!repair && report.missing.byKind.rendition > 0 && (
        <Notice tone="notice">{t('makeAgain')}</Notice>
      )}
    </div>
  );
}

function Figures({ report }: { report: StorageReport }) {
  const t = useTranslations('storageAudit');
  const locale = useLocale();
  const { objects, orphans, missing, mismatched, multiparts, spared } = report;
  const size = (bytes: number) => formatBytes(bytes, locale);
  const rows = [
    { name: 'objects', count: objects.count, note: size(objects.bytes) },
    { name: 'orphans', count: orphans.count, note: size(orphans.bytes) },
    { name: 'missing', count: missing.count, note: t('kinds', missing.byKind) },
    { name: 'mismatched', count: mismatched.count, note: null },
    { name: 'multiparts', count: multiparts.orphans, note: t('open', { count: multiparts.open }) },
    { name: 'young', count: spared.young.count, note: size(spared.young.bytes) },
    { name: 'busy', count: spared.underWay.count, note: size(spared.underWay.bytes) },
  ] as const;
  return (
    <dl className="grid gap-3">
      {rows.map(({ name, count, note }) => (
        <div key={name} className="flex items-baseline justify-between gap-3">
          <dt>
            {t(name)}
            {note && count > 0 && <span className="block text-ink-muted text-sm">{note}</span>}
          </dt>
          <dd className="font-semibold tabular-nums">{count.toLocaleString(locale)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Deeds({ repair }: { repair: Repair }) {
  const t = useTranslations('storageAudit');
  const locale = useLocale();
  const { removed, aborted, failedMedia, waiting, isHeld } = repair;
  if (isHeld) return <Notice tone="danger">{t('held')}</Notice>;
  return (
    <Notice tone="notice">
      {t('repaired', {
        ...{ removed: removed.count, size: formatBytes(removed.bytes, locale) },
        ...{ aborted, failedMedia, waiting },
      })}
    </Notice>
  );
}
