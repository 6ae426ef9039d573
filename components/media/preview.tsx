'use client';
// Shows a picture or a video, or says that this browser cannot.
import { FileImage, FileVideo } from 'lucide-react';
import Image from 'next/image';
import { useTranslations } from 'next-intl';
import { memo, type ReactNode, useCallback, useState } from 'react';
import type { MediaType } from '#lib/shared/upload-policy.ts';
import { VideoPreview } from './video-preview.tsx';

type PreviewProps = {
  type: MediaType;
  src: string | null;
  /** A stream that grows to this many seconds. It goes before `src`, which is the original as yet. */
  hls?: string;
  growsTo?: number;
  poster?: string;
  label: string;
  onBroken?: () => void;
  /** Told which frame of a video is to be seen; stays the same function. */
  onFrame?: (atSeconds: number | null) => void;
  /** The text tracks of a video. */
  children?: ReactNode;
};

/** Not drawn again for every byte of a file that travels. */
export const Preview = memo(function Preview(props: PreviewProps) {
  const { type, src, hls, growsTo, poster, label, onBroken, onFrame, children } = props;
  const t = useTranslations('media');
  const [brokenSrc, setBrokenSrc] = useState<string | null>(null);
  const classes = 'aspect-video w-full rounded-lg bg-stage object-contain';
  const noteBroken = useCallback(
    (broken: string) => {
      setBrokenSrc(broken);
      onBroken?.();
    },
    [onBroken],
  );
  const shown = { poster, label, onBroken: noteBroken, onFrame, children };
  if (hls) return <VideoPreview hls={hls} growsTo={growsTo} {...shown} />;
  if (!src || brokenSrc === src) {
    const Icon = type === 'image' ? FileImage : FileVideo;
    return (
      <div
        className={`${classes} grid place-content-center justify-items-center gap-2 px-6 text-center text-on-stage text-sm`}
      >
        <Icon aria-hidden className="size-7 opacity-70" />
        {src && <p className="max-w-xs opacity-80">{t('noPreview')}</p>}
      </div>
    );
  }
  if (type === 'video') return <VideoPreview src={src} {...shown} />;
  return (
    <Image
      src={src}
      alt={label}
      width={640}
      height={360}
      unoptimized
      onError={() => noteBroken(src)}
      className={classes}
    />
  );
});
