'use client';
// A small picture of a file that is on this machine, or the sign of its kind.
import { AudioLines, FileImage, FileVideo } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import type { MediaType } from '#lib/shared/upload-policy.ts';
import { drawThumbnail } from './thumbnail-line.ts';

const icons = { image: FileImage, video: FileVideo, audio: AudioLines };

type FileThumbnailProps = {
  file: File | null;
  type: MediaType;
  /** Takes all the room around it, with a picture that is sharp there. */
  isLarge?: boolean;
};

const edgeOfLarge = 400;

/** Nobody sees the picture of a row that only passes by. */
const restMs = 300;

/** Decoration: the name of the file stands beside it. Drawn once it rests in sight. */
export function FileThumbnail({ file, type, isLarge = false }: FileThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState<File | null>(null);
  const isDrawn = file !== null && drawn === file;

  useEffect(() => {
    const element = canvas.current;
    if (!element || !file || type !== 'image') return;
    const stop = new AbortController();
    const draw = () => {
      observer.disconnect();
      const edgePixels = isLarge ? edgeOfLarge : undefined;
      void drawThumbnail(file, element, stop.signal, edgePixels).then(
        (isDrawn) => isDrawn && setDrawn(file),
      );
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new IntersectionObserver((entries) => {
      clearTimeout(timer);
      if (entries.some(({ isIntersecting }) => isIntersecting)) timer = setTimeout(draw, restMs);
    });
    observer.observe(element);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      stop.abort();
    };
  }, [file, type, isLarge]);

  const Icon = icons[type];
  return (
    <span
      aria-hidden
      className={classNames(
        'relative grid shrink-0 place-items-center overflow-hidden bg-sunken text-ink-muted',
        isLarge ? 'size-full' : 'size-11 rounded-md',
      )}
    >
      <Icon className={classNames('size-5', isDrawn && 'invisible')} />
      <canvas
        ref={canvas}
        width={0}
        height={0}
        className={classNames('absolute inset-0 size-full object-cover', !isDrawn && 'opacity-0')}
      />
    </span>
  );
}
