'use client';
// The uploads of this tab, reachable from every page.
import { ArrowUpFromLine, RotateCw, X } from 'lucide-react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { formatPercent } from '#lib/client/format.ts';
import { uploadEngine } from '#lib/client/upload/browser-engine.ts';
import { canRetry, isUnderWay, sentShare, type Upload } from '#lib/client/upload/upload.ts';
import { useUploads } from '#lib/client/upload/use-uploads.ts';
import { UploadProgress } from './upload-progress.tsx';

export function UploadCentre() {
  const t = useTranslations('upload');
  const uploads = useUploads();
  const finished = uploads.filter(isOver);
  return (
    <Popover label={t('centre')} trigger={<CentreButton uploads={uploads} />}>
      <div className="flex min-h-14 items-center justify-between gap-3 border-line border-b px-4 py-2">
        <h2 className="font-semibold text-sm">{t('centre')}</h2>
        {finished.length > 0 && (
          <Button
            look="quiet"
            size="small"
            onClick={() => finished.forEach(({ id }) => void uploadEngine.dismiss(id))}
          >
            {t('clearFinished')}
          </Button>
        )}
      </div>
      {uploads.length === 0 ? (
        <p className="px-4 py-6 text-ink-muted text-sm">{t('centreEmpty')}</p>
      ) : (
        <ul className="max-h-96 divide-y divide-line overflow-y-auto">
          {uploads.toReversed().map((upload) => (
            <CentreItem key={upload.id} upload={upload} />
          ))}
        </ul>
      )}
    </Popover>
  );
}

/** Rest of the props come from the popover that this button opens. */
function CentreButton({ uploads, ...props }: { uploads: readonly Upload[] }) {
  const t = useTranslations('upload');
  const locale = useLocale();
  const underWay = uploads.filter(isUnderWay);
  const percent = formatPercent(sentShare(underWay), locale);
  const isBusy = underWay.length > 0;
  const label = isBusy ? t('centreBusy', { count: underWay.length, percent }) : t('centre');
  return (
    <Button
      {...props}
      look="quiet"
      size={isBusy ? 'small' : 'icon'}
      aria-label={label}
      className="tabular-nums"
    >
      <ArrowUpFromLine aria-hidden className={isBusy ? 'size-4.5 text-accent' : 'size-4.5'} />
      {isBusy && (
        <span aria-hidden>
          {underWay.length} · {percent}
        </span>
      )}
    </Button>
  );
}

function CentreItem({ upload }: { upload: Upload }) {
  const t = useTranslations('upload');
  const name = upload.file.name;
  return (
    <li className="grid gap-2 px-4 py-3.5">
      <div className="flex items-center justify-between gap-2">
        <p className="min-w-0 truncate font-medium text-sm" title={name}>
          {name}
        </p>
        <div className="flex shrink-0">
          {canRetry(upload) && (
            <IconButton
              label={t('retryNamed', { name })}
              icon={RotateCw}
              onClick={() => uploadEngine.retry(upload.id)}
            />
          )}
          {isUnderWay(upload) && (
            <IconButton
              label={t('cancelNamed', { name })}
              icon={X}
              onClick={() => uploadEngine.cancel(upload.id)}
            />
          )}
          {isOver(upload) && (
            <IconButton
              label={t('dismissNamed', { name })}
              icon={X}
              onClick={() => uploadEngine.dismiss(upload.id)}
            />
          )}
        </div>
      </div>
      <UploadProgress upload={upload} />
      {upload.slot && upload.state.name !== 'cancelled' && (
        <Link
          href={upload.page}
          className="justify-self-start rounded-sm text-accent text-xs underline underline-offset-2"
        >
          {t('openForm')}
        </Link>
      )}
    </li>
  );
}

type IconButtonProps = { label: string; icon: typeof X; onClick: () => void };

function IconButton({ label, icon: Icon, onClick }: IconButtonProps) {
  return (
    <Button look="quiet" size="icon" aria-label={label} onClick={onClick} className="size-8">
      <Icon aria-hidden className="size-4" />
    </Button>
  );
}

/** Nothing more happens to it, and no form waits for it. */
function isOver({ state, slot }: Upload): boolean {
  const isEnd = state.name === 'ready' || state.name === 'failed' || state.name === 'cancelled';
  return state.name === 'cancelled' || (isEnd && slot === null);
}
