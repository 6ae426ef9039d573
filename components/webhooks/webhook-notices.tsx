// What somebody should know of a webhook: that it is off and why, that nothing gets through.
import { useLocale, useTranslations } from 'next-intl';
import { Notice } from '#components/ui/notice.tsx';
import { formatSince } from '#lib/client/format.ts';
import type { Webhook } from '#lib/shared/schemas/webhook.ts';

export function WebhookNotices({ webhook }: { webhook: Webhook }) {
  const t = useTranslations('webhooks');
  const locale = useLocale();
  const { status, disabledReason, failingSince, previousSecretUntil } = webhook;
  const say = (time: string) => formatSince(new Date(time), new Date(), locale);
  return (
    <>
      {status === 'disabled' && (
        <Notice tone="danger">{t(`disabled.${disabledReason ?? 'failing'}`)}</Notice>
      )}
      {status === 'active' && failingSince && (
        <Notice tone="notice">{t('failingSince', { time: say(failingSince) })}</Notice>
      )}
      {previousSecretUntil && (
        <p className="text-ink-muted text-sm">
          {t('bothSign', { time: say(previousSecretUntil) })}
        </p>
      )}
    </>
  );
}
