'use client';
// The small picture of a record in a list; a sign when there is none.
import type { LucideIcon } from 'lucide-react';
import Image from 'next/image';
import { useState } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import type { Media } from '#lib/shared/schemas/media.ts';

type RecordPictureProps = {
  /** The first that has a picture is shown. */
  of: readonly (Media | null | undefined)[];
  icon: LucideIcon;
  shape: 'row' | 'card';
};

const shapes = {
  row: 'h-16 w-20 shrink-0 rounded-md bg-stage text-on-stage/60 sm:h-18 sm:w-32',
  card: 'aspect-[4/3] w-full bg-sunken text-ink-muted',
};

export function RecordPicture({ of, icon: Icon, shape }: RecordPictureProps) {
  const [brokenSrc, setBrokenSrc] = useState<string | null>(null);
  const media = of.find((each) => each && srcOf(each));
  const src = media ? srcOf(media) : null;
  if (!media || !src || src === brokenSrc) {
    return (
      <div className={classNames(shapes[shape], 'grid place-items-center')}>
        <Icon aria-hidden className={shape === 'row' ? 'size-6' : 'size-9'} strokeWidth={1.5} />
      </div>
    );
  }
  const { focalPoint: point } = media;
  return (
    <Image
      src={src}
      alt=""
      width={320}
      height={240}
      unoptimized
      onError={() => setBrokenSrc(src)}
      // The frame cuts off two sides: what matters stays in view.
      style={point ? { objectPosition: `${point.x * 100}% ${point.y * 100}%` } : undefined}
      className={classNames(shapes[shape], 'object-cover')}
    />
  );
}

function srcOf({ urls, thumbnailUrl }: Media): string | null {
  return urls.small ?? urls.poster ?? thumbnailUrl;
}
