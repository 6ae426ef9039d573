'use client';
// Moments of a film worth being its poster, found in the file itself while it is still uploaded.
import { useEffect, useState } from 'react';
import { type OpenFilm, openFilm, pixelsOf } from '#lib/client/film-frames.ts';
import { bestOfEach, candidateMoments, pictureScore } from './frame-score.ts';

export type SuggestedFrame = { atSeconds: number; url: string };

const wanted = 6;
const scoredWidth = 160;
const shownWidth = 320;

/** Empty until they are found, and where this browser does not play the film. */
export function useSuggestedFrames(file: File | null): readonly SuggestedFrame[] {
  const [frames, setFrames] = useState<readonly SuggestedFrame[]>([]);
  useEffect(() => {
    setFrames([]);
    if (!file) return;
    const stop = new AbortController();
    suggest(file, stop.signal)
      .then((found) => stop.signal.aborted || setFrames(found))
      // A film that cannot be looked at gets no suggestions: a poster can still be uploaded.
      .catch(() => undefined);
    return () => stop.abort();
  }, [file]);
  return frames;
}

async function suggest(file: File, signal: AbortSignal): Promise<SuggestedFrame[]> {
  const film = await openFilm(file);
  if (!film) return [];
  try {
    const best = bestOfEach(await scored(film, signal), wanted);
    const frames: SuggestedFrame[] = [];
    for (const { atSeconds } of best) {
      signal.throwIfAborted();
      const canvas = await film.drawAt(atSeconds, shownWidth);
      frames.push({ atSeconds, url: canvas.toDataURL('image/jpeg', 0.8) });
    }
    return frames;
  } finally {
    film.close();
  }
}

/** One after the other: there is one player, and the upload needs the machine as well. */
async function scored(film: OpenFilm, signal: AbortSignal) {
  const frames = [];
  for (const atSeconds of candidateMoments(film.durationSeconds, wanted)) {
    signal.throwIfAborted();
    const canvas = await film.drawAt(atSeconds, scoredWidth);
    frames.push({ atSeconds, score: pictureScore(pixelsOf(canvas)) });
  }
  return frames;
}
