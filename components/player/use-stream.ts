'use client';
// Ties the stream of a <video> to its component.
import { type RefObject, useEffect, useRef, useState } from 'react';
import { FilmStream, initialState, type StreamSources, type StreamState } from './film-stream.ts';

export type Stream = StreamState & {
  video: RefObject<HTMLVideoElement | null>;
  /** Lies over the video, hidden but while the source changes: see `LastFrame`. */
  lastFrame: RefObject<HTMLCanvasElement | null>;
  chooseQuality: (index: number) => void;
};

/** Both elements have to be there from the first to the last drawing of the component. */
export function useStream({ hls, file, growsTo }: StreamSources): Stream {
  const video = useRef<HTMLVideoElement>(null);
  const lastFrame = useRef<HTMLCanvasElement>(null);
  const stream = useRef<FilmStream>(null);
  const [state, setState] = useState(initialState);
  useEffect(() => {
    if (!video.current || !lastFrame.current) return;
    const begun = new FilmStream({ video: video.current, lastFrame: lastFrame.current }, setState);
    stream.current = begun;
    return () => begun.end();
  }, []);
  useEffect(() => stream.current?.take({ hls, file, growsTo }), [hls, file, growsTo]);
  const chooseQuality = (index: number) => stream.current?.chooseQuality(index);
  return { ...state, video, lastFrame, chooseQuality };
}
