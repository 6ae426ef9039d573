'use client';
// One API token: what it is called, may do, when it ends, when it was used; and its end.
import { useLocale, useTranslations } from 'next-intl';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { formatDate, formatSince } from '#lib/client/format.ts';
import type { ApiToken } from '#lib/shared/schemas/api-token.ts';

type TokenRowProps = { token: ApiToken; isBusy: boolean; onRevoke: () => void };

export function TokenRow({ token, isBusy, onRevoke }: TokenRowProps) {
  const t = useTranslations('tokens');
  const app = useTranslations('app');
  const { name, prefix, scopes } = token;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-4 sm:px-5">
      <div className="grid min-w-0 flex-1 basis-72 gap-1.5">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
          <h3 className="min-w-0 font-medium wrap-anywhere">{name}</h3>
          {scopes.map((scope) => (
            <Badge key={scope} tone={scope === 'admin' ? 'notice' : 'neutral'}>
              {t(`scopes.${scope}`)}
            </Badge>
          ))}
        </div>
        <p className="font-mono text-ink-muted text-xs">{prefix}…</p>
        <Dates token={token} />
      </div>
      <ConfirmDialog
        title={t('revokeTitle', { name })}
        text={t('revokeText')}
        confirmLabel={t('revokeConfirm')}
        cancelLabel={app('cancel')}
        onConfirm={onRevoke}
        trigger={
          <Button
            look="secondary"
            size="small"
            isBusy={isBusy}
            aria-label={t('revokeOne', { name })}
          >
            {t('revoke')}
          </Button>
        }
      />
    </li>
  );
}

function Dates({ token: { expiresAt, lastUsedAt, createdAt } }: { token: ApiToken }) {
  const t = useTranslations('tokens');
  const locale = useLocale();
  const now = new Date();
  const isOver = expiresAt !== null && new Date(expiresAt) <= now;
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-0.5 text-ink-muted text-sm">
      <span className={isOver ? 'font-medium text-danger' : undefined}>
        {expiresAt === null
          ? t('lasts')
          : t(isOver ? 'expired' : 'expires', { date: formatDate(expiresAt, locale) })}
      </span>
      <span>
        {lastUsedAt === null
          ? t('unused')
          : t('lastUsed', { time: formatSince(new Date(lastUsedAt), now, locale) })}
      </span>
      <span>{t('made', { date: formatDate(createdAt, locale) })}</span>
    </p>
  );
}
