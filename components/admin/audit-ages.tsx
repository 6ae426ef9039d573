// How old the stored objects are, as bars.
import { useLocale, useTranslations } from 'next-intl';
import { formatBytes } from '#lib/client/format.ts';
import type { StorageReport } from '#lib/shared/schemas/storage-audit.ts';

type AuditAgesProps = { ages: StorageReport['ages'] };

export function AuditAges({ ages }: AuditAgesProps) {
  const t = useTranslations('storageAudit');
  const locale = useLocale();
  const most = Math.max(1, ...ages.map(({ count }) => count));
  return (
    <section>
      <h3 className="mb-3 font-medium">{t('ages')}</h3>
      <dl className="grid gap-2 text-sm">
        {ages.map(({ upToHours, count, bytes }) => (
          <div key={upToHours} className="grid grid-cols-[6.5rem_1fr_9.5rem] items-center gap-3">
            <dt className="text-ink-muted">{ageOf(upToHours)}</dt>
            <dd aria-hidden className="h-2 overflow-hidden rounded-full bg-sunken">
              <div
                className="h-full rounded-full bg-accent"
                style={{ width: `${(count / most) * 100}%` }}
              />
            </dd>
            <dd className="text-right tabular-nums">
              {count.toLocaleString(locale)}
              <span className="text-ink-muted"> · {formatBytes(bytes, locale)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );

  function ageOf(hours: number | null): string {
    if (hours === null) return t('older');
    return hours < 24 ? t('underHours', { count: hours }) : t('underDays', { count: hours / 24 });
  }
}
