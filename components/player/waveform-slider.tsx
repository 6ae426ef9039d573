'use client';
// A waveform one can click, drag along and walk with the keyboard.
import { useTranslations } from 'next-intl';
import { Slider } from 'radix-ui';
import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from 'react';
import { formatClock } from '#lib/client/format.ts';
import { barHeights, barsPath } from './waveform-shape.ts';
import { secondsAfterKey, shareAt } from './waveform-time.ts';

type WaveformSliderProps = {
  /** None yet: a row of dots. */
  data: readonly number[];
  seconds: number;
  durationSeconds: number;
  onSeek: (seconds: number) => void;
};

/** Pixels: two of a bar, two of air. */
const pitch = 4;
const height = 72;

export function WaveformSlider({ data, seconds, durationSeconds, onSeek }: WaveformSliderProps) {
  const t = useTranslations('sound');
  const [box, width] = useWidth();
  // While one drags, the mark follows the finger and the sound stays where it is.
  const [draggedTo, setDraggedTo] = useState<number | null>(null);
  const shown = draggedTo ?? Math.min(seconds, durationSeconds);
  const path = useMemo(
    () => barsPath(barHeights(data, Math.floor(width / pitch)), { pitch, height }),
    [data, width],
  );
  const goByKey = (event: KeyboardEvent) => {
    const target = secondsAfterKey(event.key, seconds, durationSeconds);
    if (target === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onSeek(target);
  };
  const share = shareAt(shown, durationSeconds);
  return (
    <Slider.Root
      ref={box}
      value={[shown]}
      max={durationSeconds || 1}
      step={0.01}
      disabled={durationSeconds === 0}
      onValueChange={([value = 0]) => setDraggedTo(value)}
      onValueCommit={([value = 0]) => onSeek(value)}
      // Also when the browser took the finger away for scrolling, and nothing is sought.
      onLostPointerCapture={() => setDraggedTo(null)}
      onKeyDown={goByKey}
      className="relative block w-full cursor-pointer touch-pan-y select-none rounded-sm has-focus-visible:outline-2 has-focus-visible:outline-on-stage has-focus-visible:outline-offset-4"
      style={{ height }}
    >
      <Slider.Track className="absolute inset-0">
        <Bars path={path} width={width} className="stroke-on-stage/45" />
        <span
          className="absolute inset-0"
          style={{ clipPath: `inset(0 ${(1 - share) * 100}% 0 0)` }}
        >
          <Bars path={path} width={width} className="stroke-accent-on-stage" />
        </span>
      </Slider.Track>
      <Slider.Thumb
        aria-label={t('position')}
        aria-valuetext={t('positionOf', {
          time: formatClock(Math.floor(shown)),
          total: formatClock(durationSeconds),
        })}
        className="block w-0.5 rounded-full bg-on-stage outline-none"
        style={{ height }}
      />
    </Slider.Root>
  );
}

type BarsProps = { path: string; width: number; className: string };

/** Lines of an SVG are sharp on any screen and take their colour from the theme. */
const Bars = memo(function Bars({ path, width, className }: BarsProps) {
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${Math.max(1, width)} ${height}`}
      preserveAspectRatio="none"
      className={`absolute inset-0 size-full ${className}`}
    >
      <path d={path} strokeWidth={pitch / 2} strokeLinecap="round" />
    </svg>
  );
});

/** How wide the element is, in whole pixels; 0 until it is there. */
function useWidth() {
  const box = useRef<HTMLSpanElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.round(entry.contentRect.width));
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return [box, width] as const;
}
