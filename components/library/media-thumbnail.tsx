'use client';
// A small picture of a media; its colours until it is loaded, its kind when there is none.
import Image from 'next/image';
import { useState } from 'react';
import { thumbHashToAverageRGBA, thumbHashToDataURL } from 'thumbhash';
import { classNames } from '#components/ui/class-names.ts';
import { useIsHydrated } from '#lib/client/use-is-hydrated.ts';
import type { FocalPoint, Media } from '#lib/shared/schemas/media.ts';
import { typeIcons } from './type-icons.ts';

type ThumbnailProps = {
  media: Pick<Media, 'type' | 'urls' | 'thumbnailUrl' | 'placeholder' | 'focalPoint'>;
  /** Seen before anything is scrolled: asked for at once. */
  isFirst?: boolean;
  /** Its size. */
  className: string;
};

export function MediaThumbnail({ media, isFirst = false, className }: ThumbnailProps) {
  const src = media.urls.small ?? media.urls.poster ?? media.thumbnailUrl;
  const [brokenSrc, setBrokenSrc] = useState<string | null>(null);
  const isHydrated = useIsHydrated();
  const classes = classNames('bg-sunken', className);
  if (!src || src === brokenSrc) {
    const Icon = typeIcons[media.type];
    return (
      <div className={classNames(classes, 'grid place-items-center text-ink-muted')}>
        <Icon aria-hidden className="size-1/4 min-h-5 opacity-70" strokeWidth={1.25} />
      </div>
    );
  }
  return (
    <Image
      src={src}
      alt=""
      width={320}
      height={240}
      unoptimized
      loading={isFirst ? 'eager' : 'lazy'}
      onError={() => setBrokenSrc(src)}
      style={{
        ...groundOf(media.placeholder, isHydrated),
        objectPosition: positionOf(media.focalPoint),
      }}
      className={classNames(classes, 'bg-center bg-cover object-cover')}
    />
  );
}

/** The frame cuts off two sides: what matters stays in view. */
function positionOf(point: FocalPoint | null): string | undefined {
  return point ? `${point.x * 100}% ${point.y * 100}%` : undefined;
}

/** In the server's HTML its mean colour alone: drawn, it is larger than all else of a card. */
function groundOf(thumbhash: string | null, isDrawn: boolean) {
  if (!thumbhash) return undefined;
  const bytes = Uint8Array.from(atob(thumbhash), (letter) => letter.charCodeAt(0));
  const { r, g, b } = thumbHashToAverageRGBA(bytes);
  const backgroundColor = `rgb(${[r, g, b].map((share) => Math.round(share * 255)).join(' ')})`;
  return isDrawn
    ? { backgroundColor, backgroundImage: drawing(thumbhash, bytes) }
    : { backgroundColor };
}

/** Scrolled back and forth, the same ones come again and again. */
const drawings = new Map<string, string>();
const drawingsAtMost = 2_000;

function drawing(thumbhash: string, bytes: Uint8Array): string {
  const known = drawings.get(thumbhash);
  if (known) return known;
  const url = `url(${thumbHashToDataURL(bytes)})`;
  if (drawings.size >= drawingsAtMost) drawings.clear();
  drawings.set(thumbhash, url);
  return url;
}
