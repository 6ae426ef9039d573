'use client';
// A video with the browser's own controls; from one version of it to a better one it keeps its place.
import { useEffect } from 'react';
import { useStream } from '#components/player/use-stream.ts';
import { VideoSurface } from '#components/player/video-surface.tsx';

type VideoPreviewProps = {
  src: string;
  poster?: string;
  label: string;
  onBroken: (src: string) => void;
};

export function VideoPreview({ src, poster, label, onBroken }: VideoPreviewProps) {
  const stream = useStream({ file: src });
  const { hasFailed } = stream;
  useEffect(() => {
    if (hasFailed) onBroken(src);
  }, [hasFailed, src, onBroken]);
  return (
    <div className="relative aspect-video w-full overflow-hidden rounded-lg bg-stage">
      <VideoSurface
        stream={stream}
        poster={poster}
        aria-label={label}
        controls
        muted
        playsInline
        preload="metadata"
      />
    </div>
  );
}
