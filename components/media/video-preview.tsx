'use client';
// A video with the browser's own controls; from one version of it to a better one it keeps its place.
import { type ReactNode, useEffect } from 'react';
import { followFrames } from '#components/player/shown-frame.ts';
import { useStream } from '#components/player/use-stream.ts';
import { VideoSurface } from '#components/player/video-surface.tsx';

type VideoPreviewProps = {
  /** A file, or a stream that grows to this many seconds. */
  src?: string;
  hls?: string;
  growsTo?: number;
  poster?: string;
  label: string;
  onBroken: (src: string) => void;
  onFrame?: (atSeconds: number | null) => void;
  children?: ReactNode;
};

export function VideoPreview(props: VideoPreviewProps) {
  const { src, hls, growsTo, poster, label, onBroken, onFrame, children } = props;
  const stream = useStream({ hls, growsTo, file: src });
  const { hasFailed } = stream;
  useEffect(() => {
    // A stream breaks off when the file it became is there, whose address comes in a moment.
    if (hasFailed && src) onBroken(src);
  }, [hasFailed, src, onBroken]);
  const { video } = stream;
  useEffect(() => {
    if (video.current && onFrame) return followFrames(video.current, onFrame);
  }, [video, onFrame]);
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
      >
        {children}
      </VideoSurface>
    </div>
  );
}
