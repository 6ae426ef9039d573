'use client';
// Offers frames of the film that is being uploaded as its poster.
import Image from 'next/image';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { useAfterRest } from '#components/upload/use-after-rest.ts';
import { jpegOf, openFilm } from '#lib/client/film-frames.ts';
import { formatClock } from '#lib/client/format.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { discardFresh } from '#lib/client/upload/discard-fresh.ts';
import { useSlotUpload } from '#lib/client/upload/use-uploads.ts';
import { useSuggestedFrames } from './use-suggested-frames.ts';

/** Larger than this, no poster is shown. */
const posterWidth = 1920;
/** Addresses for the upload are asked for first. */
const restMs = 1_000;

type PosterFramesProps = {
  /** Where the film is brought in, and where its poster goes. */
  videoSlot: string;
  posterSlot: string;
  page: string;
};

export function PosterFrames({ videoSlot, posterSlot, page }: PosterFramesProps) {
  const t = useTranslations('form');
  const file = useSlotUpload(videoSlot)?.file ?? null;
  const current = useSlotUpload(posterSlot);
  const frames = useSuggestedFrames(useAfterRest(file, restMs));
  const [isTaking, setTaking] = useState(false);
  if (!file || frames.length === 0) return null;

  const take = async (atSeconds: number) => {
    setTaking(true);
    try {
      const poster = await frameOf(file, atSeconds);
      if (current) discardFresh(current);
      uploadQueue.add([{ file: poster, purpose: 'film.poster', slot: posterSlot, page }]);
    } catch {
      toast.error(t('frames.failed'));
    } finally {
      setTaking(false);
    }
  };
  return (
    <fieldset disabled={isTaking} className="grid grid-cols-1 gap-2">
      <legend className="mb-1.5 font-medium text-sm">{t('frames.label')}</legend>
      <div className="grid grid-cols-3 gap-2">
        {frames.map(({ atSeconds, url }) => (
          <button
            key={atSeconds}
            type="button"
            aria-label={t('frames.take', { time: formatClock(atSeconds) })}
            onClick={() => void take(atSeconds)}
            className="overflow-hidden rounded-md border border-line bg-stage transition-colors hover:border-accent disabled:opacity-55"
          >
            <Image
              src={url}
              alt=""
              width={320}
              height={180}
              unoptimized
              className="aspect-video w-full object-cover"
            />
          </button>
        ))}
      </div>
    </fieldset>
  );
}

async function frameOf(file: File, atSeconds: number): Promise<File> {
  const film = await openFilm(file);
  if (!film) throw new Error('the film cannot be opened any more');
  try {
    const name = `${file.name.replace(/\.[^.]+$/, '')}-${formatClock(atSeconds)}.jpg`;
    const canvas = await film.drawAt(atSeconds, posterWidth);
    return await jpegOf(canvas, name.replaceAll(':', '-'));
  } finally {
    film.close();
  }
}
