'use client';
// Versions of a file that are made together: size, time, how each stands, and a button to make them again.
import { RotateCw } from 'lucide-react';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { formatBytes, formatTook } from '#lib/client/format.ts';
import type { RenditionName } from '#lib/shared/renditions.ts';
import type { Media, Rendition } from '#lib/shared/schemas/media.ts';

type VersionGroupProps = {
  renditions: Rendition[];
  media: Media;
  canBegin: boolean;
  onAgain: (names: RenditionName[]) => void;
};

export function VersionGroup({ renditions, media, canBegin, onAgain }: VersionGroupProps) {
  const t = useTranslations('library');
  const names = useTranslations('renditions');
  const format = useFormatter();
  const spoken = format.list(renditions.map(({ name }) => names(name)));
  // One process made them, so what it said is the same for all of them.
  const logs = [...new Set(renditions.flatMap(({ logTail }) => logTail ?? []))];
  return (
    <div className="flex items-center gap-2 border-line border-t py-2 pr-2 pl-4 first:border-t-0">
      <div className="grid min-w-0 grow gap-1">
        <ul className="grid gap-1">
          {renditions.map((rendition) => (
            <Version key={rendition.name} rendition={rendition} media={media} />
          ))}
        </ul>
        {logs.map((text) => (
          <Log key={text} text={text} names={spoken} />
        ))}
      </div>
      <IconButton
        icon={RotateCw}
        label={t('versions.makeAgain', { names: spoken })}
        isWaiting={!canBegin}
        onClick={() => onAgain(renditions.map(({ name }) => name))}
      />
    </div>
  );
}

const tones: Record<Exclude<Rendition['status'], 'ready'>, Tone> = {
  pending: 'neutral',
  running: 'notice',
  failed: 'danger',
};

function Version({ rendition, media }: { rendition: Rendition; media: Media }) {
  const t = useTranslations('library');
  const names = useTranslations('renditions');
  const { status } = rendition;
  // A run that failed gets to it no more.
  const state = status === 'pending' && media.status === 'failed' ? 'notMade' : status;
  return (
    <li className="flex min-h-7 flex-wrap items-center gap-x-3 text-sm">
      <span className="min-w-0">{names(rendition.name)}</span>
      {status === 'ready' ? (
        <ReadyFacts rendition={rendition} />
      ) : (
        <span className="ml-auto">
          <Badge tone={tones[status]}>{t(`versions.${state}`)}</Badge>
        </span>
      )}
    </li>
  );
}

/** That it is ready goes without saying, but for those who only hear the list. */
function ReadyFacts({ rendition: { byteSize, tookMs, width, height } }: { rendition: Rendition }) {
  const t = useTranslations('library');
  const locale = useLocale();
  const facts = [
    width && height && `${width} × ${height}`,
    formatBytes(byteSize, locale),
    tookMs !== null && formatTook(tookMs, locale),
  ];
  return (
    <span className="ml-auto text-right text-ink-muted text-xs tabular-nums">
      <span className="sr-only">{t('versions.ready')} · </span>
      {facts.filter(Boolean).join(' · ')}
    </span>
  );
}

function Log({ text, names }: { text: string; names: string }) {
  const t = useTranslations('library');
  return (
    <details className="text-xs">
      <summary className="w-fit cursor-pointer rounded-sm text-ink-muted">
        {t('versions.log')}
      </summary>
      {/* It can be longer than its box: whoever has no pointer reaches and scrolls this, too. */}
      <textarea
        readOnly
        rows={6}
        value={text}
        aria-label={t('versions.logOf', { names })}
        className="mt-1.5 w-full resize-y rounded-md bg-sunken p-3 font-mono"
      />
    </details>
  );
}
