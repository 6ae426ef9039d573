'use client';
// What an <audio> element is doing, for drawing it and for telling it.
import { type ComponentProps, type RefObject, useEffect, useState } from 'react';
import { isVisibleMove } from './waveform-time.ts';

type Playback = {
  isPlaying: boolean;
  /** It has said that it cannot play its source. */
  isBroken: boolean;
  seconds: number;
  durationSeconds: number;
  toggle: () => void;
  seek: (seconds: number) => void;
  /** To be spread on the element. */
  handlers: ComponentProps<'audio'>;
};

const lessMotion = '(prefers-reduced-motion: reduce)';

/**
 * `knownSeconds` is taken for its length until the element has found out; `isDrawn` says whether
 * anybody sees the time go by.
 */
export function useWaveformPlayback(
  audio: RefObject<HTMLAudioElement | null>,
  { knownSeconds, isDrawn }: { knownSeconds: number | null; isDrawn: boolean },
): Playback {
  const [isPlaying, setPlaying] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const [seconds, setSeconds] = useState(0);
  const [durationSeconds, setDuration] = useState(knownSeconds ?? 0);

  // The element tells its time four times a second: in a short sound the mark would hop along. While
  // nothing plays, nothing is looked at, and somebody who asked for less motion gets the four.
  useEffect(() => {
    if (!isPlaying || !isDrawn || window.matchMedia(lessMotion).matches) return;
    const look = () => {
      const now = audio.current?.currentTime ?? 0;
      setSeconds((shown) => (isVisibleMove(shown, now, durationSeconds) ? now : shown));
      frame = requestAnimationFrame(look);
    };
    let frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [audio, isPlaying, isDrawn, durationSeconds]);

  const toggle = () => {
    const element = audio.current;
    if (!element) return;
    if (!element.paused) return element.pause();
    // Rejected when it is paused before it began, or broken: `onPause` and `onError` tell the same.
    element.play().catch(() => undefined);
  };
  const seek = (target: number) => {
    if (!audio.current) return;
    audio.current.currentTime = target;
    setSeconds(target);
  };
  return {
    ...{ isPlaying, isBroken, seconds, durationSeconds, toggle, seek },
    handlers: {
      onPlay: () => setPlaying(true),
      onPause: () => setPlaying(false),
      onError: () => setBroken(true),
      onTimeUpdate: ({ currentTarget }) => setSeconds(currentTarget.currentTime),
      onDurationChange: ({ currentTarget: { duration } }) => {
        if (Number.isFinite(duration)) setDuration(duration);
      },
    },
  };
}
