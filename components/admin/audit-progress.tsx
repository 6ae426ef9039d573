// How far the audit that is under way has come.
import { useLocale, useTranslations } from 'next-intl';
import { Card } from '#components/ui/card.tsx';
import { Progress } from '#components/ui/progress.tsx';
import type { StorageAudit } from '#lib/shared/schemas/storage-audit.ts';

type AuditProgressProps = {
  audit: StorageAudit;
  /** How many objects the last one found; nobody knows how many there are now. */
  expected: number | null;
};

export function AuditProgress({ audit, expected }: AuditProgressProps) {
  const t = useTranslations('storageAudit');
  const locale = useLocale();
  const { status, objectCount } = audit;
  const share = expected && status === 'running' ? Math.min(0.99, objectCount / expected) : null;
  return (
    <Card title={t(status === 'waiting' ? 'waiting' : 'running')}>
      <Progress label={t('progress')} share={share} sweeps />
      <p role="status" className="mt-3 text-ink-muted text-sm tabular-nums">
        {t('lookedAt', { count: objectCount, shown: objectCount.toLocaleString(locale) })}
      </p>
    </Card>
  );
}
