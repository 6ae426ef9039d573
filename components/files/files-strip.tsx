'use client';
// The files of one place as a small row: what is there, in which order, and how it goes.
import { CircleAlert } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { memo } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { formatPercent } from '#lib/client/format.ts';
import { isStored, sentBytes, type Upload } from '#lib/client/upload/upload.ts';
import type { MediaType } from '#lib/shared/upload-policy.ts';
import { useFileMedia } from './file-media.ts';
import { TilePicture } from './tile-picture.tsx';
import { useNameOf } from './use-name-of.ts';
import type { Tile } from './use-tiles.ts';

const shownAtMost = 8;

type FilesStripProps = { label: string; tiles: readonly Tile[]; type: MediaType };

export function FilesStrip({ label, tiles, type }: FilesStripProps) {
  const t = useTranslations('fileManager');
  const rest = tiles.length - shownAtMost;
  return (
    <ol aria-label={label} className="flex flex-wrap gap-2">
      {tiles.slice(0, shownAtMost).map((tile, index) => (
        <SmallTile key={tile.key} tile={tile} type={type} isPrimary={index === 0} />
      ))}
      {rest > 0 && (
        <li className="grid h-15 w-20 place-items-center rounded-md bg-sunken text-ink-muted text-sm tabular-nums">
          <span aria-hidden>+{rest}</span>
          <span className="sr-only">{t('more', { count: rest })}</span>
        </li>
      )}
    </ol>
  );
}

type SmallTileProps = { tile: Tile; type: MediaType; isPrimary: boolean };

const SmallTile = memo(
  function SmallTile({ tile, type, isPrimary }: SmallTileProps) {
    const t = useTranslations('fileManager');
    const upload = useTranslations('upload');
    const locale = useLocale();
    const { media } = useFileMedia(tile.mediaId);
    const name = useNameOf()(tile);
    const isFailed = tile.upload?.state.name === 'failed' || media?.status === 'failed';
    const share = tile.upload ? shareOf(tile.upload) : null;
    return (
      <li
        data-file={name}
        className={classNames(
          'relative w-20 overflow-hidden rounded-md border',
          isFailed ? 'border-danger' : 'border-line',
        )}
        title={name}
      >
        <TilePicture file={tile.upload?.file ?? null} media={media} type={type} />
        <span className="sr-only">{name}</span>
        {share !== null && !isFailed && (
          <span className="absolute inset-x-0 bottom-0 bg-raised/90 text-center font-medium text-xs tabular-nums">
            {formatPercent(share, locale)}
          </span>
        )}
        {isFailed && (
          <span className="absolute inset-0 grid place-items-center bg-danger-soft/85 text-danger">
            <CircleAlert aria-hidden className="size-5" />
            <span className="sr-only">{upload('states.failed')}</span>
          </span>
        )}
        {isPrimary && (
          <span className="absolute top-0 left-0 rounded-br-md bg-accent px-1.5 font-medium text-on-accent text-xs">
            {t('primary')}
          </span>
        )}
      </li>
    );
  },
  // A tile is a new object whenever any of them changes.
  (before, after) =>
    before.isPrimary === after.isPrimary &&
    before.type === after.type &&
    before.tile.mediaId === after.tile.mediaId &&
    before.tile.upload === after.tile.upload,
);

/** Null when all of it is there. */
function shareOf(upload: Upload): number | null {
  if (isStored(upload)) return null;
  return Math.min(sentBytes(upload) / upload.byteSize, 0.99);
}
