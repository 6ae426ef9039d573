'use client';
// A small picture of a media; its colours until it is loaded, its kind when there is none.
import Image from 'next/image';
import { useMemo, useState } from 'react';
import { thumbHashToDataURL } from 'thumbhash';
import { classNames } from '#components/ui/class-names.ts';
import type { FocalPoint, Media } from '#lib/shared/schemas/media.ts';
import { typeIcons } from './type-icons.ts';

type ThumbnailProps = {
  media: Pick<Media, 'type' | 'urls' | 'thumbnailUrl' | 'placeholder' | 'focalPoint'>;
  /** Its size. */
  className: string;
};

export function MediaThumbnail({ media, className }: ThumbnailProps) {
  const src = media.urls.small ?? media.urls.poster ?? media.thumbnailUrl;
  const [brokenSrc, setBrokenSrc] = useState<string | null>(null);
  const background = usePlaceholder(media.placeholder);
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
      onError={() => setBrokenSrc(src)}
      style={{ backgroundImage: background, objectPosition: positionOf(media.focalPoint) }}
      className={classNames(classes, 'bg-center bg-cover object-cover')}
    />
  );
}

/** The frame cuts off two sides: what matters stays in view. */
function positionOf(point: FocalPoint | null): string | undefined {
  return point ? `${point.x * 100}% ${point.y * 100}%` : undefined;
}

function usePlaceholder(thumbhash: string | null): string | undefined {
  return useMemo(() => {
    if (!thumbhash) return undefined;
    const bytes = Uint8Array.from(atob(thumbhash), (letter) => letter.charCodeAt(0));
    return `url(${thumbHashToDataURL(bytes)})`;
  }, [thumbhash]);
}
