'use client';
// Shows a picture or a video, or says that this browser cannot.
import { FileImage, FileVideo } from 'lucide-react';
import Image from 'next/image';
import { useTranslations } from 'next-intl';
import { memo, useState } from 'react';
import type { MediaType } from '#lib/shared/upload-policy.ts';
import { VideoPreview } from './video-preview.tsx';

type PreviewProps = { type: MediaType; src: string | null; poster?: string; label: string };

/** Not drawn again for every byte of a file that travels. */
export const Preview = memo(function Preview({ type, src, poster, label }: PreviewProps) {
  const t = useTranslations('media');
  const [brokenSrc, setBrokenSrc] = useState<string | null>(null);
  const classes = 'aspect-video w-full rounded-lg bg-stage object-contain';
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
  if (type === 'video') {
    return <VideoPreview src={src} poster={poster} label={label} onBroken={setBrokenSrc} />;
  }
  return (
    <Image
      src={src}
      alt={label}
      width={640}
      height={360}
      unoptimized
      onError={() => setBrokenSrc(src)}
      className={classes}
    />
  );
});
