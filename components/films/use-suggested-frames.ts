'use client';
// Moments of a film worth being its poster, found in the file itself while it is still uploaded.
import { useEffect, useState } from 'react';
import { type OpenFilm, openFilm, pixelsOf } from '#lib/client/film-frames.ts';
import { candidateMoments, pictureScore } from './frame-score.ts';

export type SuggestedFrame = { atSeconds: number; url: string };

const wanted = 6;
const shownWidth = 320;

/** One after the other as they are found; none where this browser does not play the film. */
export function useSuggestedFrames(file: File | null): readonly SuggestedFrame[] {
  const [frames, setFrames] = useState<readonly SuggestedFrame[]>([]);
  useEffect(() => {
    setFrames([]);
    if (!file) return;
    const stop = new AbortController();
    const found = (frame: SuggestedFrame) => {
      if (!stop.signal.aborted) setFrames((before) => [...before, frame]);
    };
    // A film that cannot be looked at gets no more suggestions: a poster can still be uploaded.
    suggest(file, found, stop.signal).catch(() => undefined);
    return () => stop.abort();
  }, [file]);
  return frames;
}

async function suggest(file: File, found: (frame: SuggestedFrame) => void, signal: AbortSignal) {
  const film = await openFilm(file);
  if (!film) return;
  try {
    for (const moments of candidateMoments(film.durationSeconds, wanted)) {
      found(await bestOf(film, moments, signal));
    }
  } finally {
    film.close();
  }
}

/** One after the other: there is one player, and the upload needs the machine as well. */
async function bestOf(film: OpenFilm, moments: readonly number[], signal: AbortSignal) {
  const frames = [];
  for (const atSeconds of moments) {
    signal.throwIfAborted();
    const canvas = await film.drawAt(atSeconds, shownWidth);
    frames.push({ atSeconds, canvas, score: pictureScore(pixelsOf(canvas)) });
  }
  const { atSeconds, canvas } = frames.reduce((best, one) => (one.score > best.score ? one : best));
  return { atSeconds, url: canvas.toDataURL('image/jpeg', 0.8) };
}
