// What the app depends on, what it encodes with, what it holds.
import { useLocale, useTranslations } from 'next-intl';
import { Badge } from '#components/ui/badge.tsx';
import { Card } from '#components/ui/card.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { formatBytes } from '#lib/client/format.ts';
import { mediaStatuses } from '#lib/shared/media-state.ts';
import type { SystemStatus } from '#lib/shared/system.ts';

type SystemReportProps = { status: SystemStatus };

export function SystemReport({ status }: SystemReportProps) {
  return (
    <div className="grid items-start gap-6 lg:grid-cols-3">
      <Services status={status} />
      <Encoder status={status} />
      <MediaCounts status={status} />
    </div>
  );
}

function Services({ status: { readiness, waitingEvents } }: SystemReportProps) {
  const t = useTranslations('system');
  const { checks } = readiness;
  return (
    <Card title={t('services')}>
      <dl className="grid gap-3">
        {(['database', 'storage', 'runner'] as const).map((name) => {
          const check = checks[name];
          return (
            <div key={name} className="flex items-center justify-between gap-3">
              <dt>{t(name)}</dt>
              <dd>
                <Badge tone={check.status === 'ok' ? 'success' : 'danger'}>
                  {check.status === 'ok' ? t('answers') : t(check.reason)}
                </Badge>
              </dd>
            </div>
          );
        })}
      </dl>
      <p className="mt-5 text-ink-muted text-sm">{t('waitingEvents', { count: waitingEvents })}</p>
    </Card>
  );
}

function Encoder({ status: { ffmpeg } }: SystemReportProps) {
  const t = useTranslations('system');
  return (
    <Card title={t('encoder')}>
      {ffmpeg ? (
        <div className="grid gap-2">
          <p className="break-words font-medium">
            {t('ffmpegVersion', { version: ffmpeg.version })}
          </p>
          <p className="break-all text-ink-muted text-sm">
            {t('ffmpegPath', { path: ffmpeg.path })}
          </p>
          {ffmpeg.isOld && <Notice tone="notice">{t('ffmpegOld')}</Notice>}
          {!ffmpeg.canTonemap && <Notice tone="notice">{t('ffmpegNoTonemap')}</Notice>}
          {!ffmpeg.hasBwdif && <Notice tone="notice">{t('ffmpegNoBwdif')}</Notice>}
        </div>
      ) : (
        <Notice tone="danger">{t('ffmpegMissing')}</Notice>
      )}
    </Card>
  );
}

function MediaCounts({ status: { media, storedBytes } }: SystemReportProps) {
  const t = useTranslations('system');
  const words = useTranslations('media');
  const locale = useLocale();
  return (
    <Card title={t('media')}>
      <dl className="grid gap-3">
        {mediaStatuses.map((name) => (
          <div key={name} className="flex items-baseline justify-between gap-3">
            <dt>{words(name)}</dt>
            <dd className="font-semibold tabular-nums">{media[name].toLocaleString(locale)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-5 text-ink-muted text-sm">
        {t('stored', { size: formatBytes(storedBytes, locale) })}
      </p>
    </Card>
  );
}
