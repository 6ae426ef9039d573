'use client';
// A sound to listen to: its cover, its name, its player.
import { Music } from 'lucide-react';
import Image from 'next/image';
import { useState } from 'react';
import { z } from 'zod';
import { WaveformPlayer } from '#components/player/waveform-player.tsx';
import type { Media } from '#lib/shared/schemas/media.ts';

/** What processing enters in `metadata`; a sound of before, or without tags, has none. */
const taggedSchema = z.object({
  tags: z.object({
    title: z.string().optional(),
    artist: z.string().optional(),
    album: z.string().optional(),
  }),
});

type SoundStageProps = { media: Media; src: string | null; label: string };

export function SoundStage({ media, src, label }: SoundStageProps) {
  const { title, artist, album } = taggedSchema.safeParse(media.metadata).data?.tags ?? {};
  const origin = [artist, album].filter(Boolean).join(' · ');
  return (
    <div className="grid gap-5 rounded-lg bg-stage p-5 text-on-stage sm:p-6">
      <div className="flex min-w-0 items-center gap-4">
        <Cover src={media.urls.small ?? media.thumbnailUrl} />
        <div className="min-w-0 break-words" dir="auto">
          {title && <p className="line-clamp-2 font-semibold">{title}</p>}
          {origin && <p className="line-clamp-2 text-sm opacity-80">{origin}</p>}
        </div>
      </div>
      {src && (
        <WaveformPlayer
          key={src}
          src={src}
          label={label}
          waveformUrl={media.urls.waveform}
          durationSeconds={media.duration}
        />
      )}
    </div>
  );
}

function Cover({ src }: { src: string | null }) {
  const [brokenSrc, setBrokenSrc] = useState<string | null>(null);
  if (!src || src === brokenSrc) {
    return (
      <div className="grid size-20 shrink-0 place-items-center rounded-md bg-on-stage/10">
        <Music aria-hidden className="size-8 opacity-60" strokeWidth={1.5} />
      </div>
    );
  }
  return (
    <Image
      src={src}
      alt=""
      width={80}
      height={80}
      unoptimized
      onError={() => setBrokenSrc(src)}
      className="size-20 shrink-0 rounded-md object-cover"
    />
  );
}
