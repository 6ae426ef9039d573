'use client';
// Choosing what crops of a picture keep in view: by pointing at it, or with the arrow keys.
import { Crosshair } from 'lucide-react';
import Image from 'next/image';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { centre, squareAround } from '#lib/shared/focal-crop.ts';
import type { FocalPoint } from '#lib/shared/schemas/media.ts';
import { pointAfterKey, pointAt } from './focal-point.ts';

type Picture = { src: string; width: number; height: number };
type FocalPointEditorProps = {
  picture: Picture;
  /** Null: nobody chose one. */
  point: FocalPoint | null;
  onChange: (point: FocalPoint | null) => void;
};

export function FocalPointEditor({ picture, point, onChange }: FocalPointEditorProps) {
  const t = useTranslations('library.describe');
  const shown = point ?? centre;
  return (
    <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-start">
      <div className="grid place-items-center overflow-hidden rounded-lg bg-stage">
        <Target picture={picture} point={shown} onChange={onChange} />
      </div>
      <div className="flex items-center gap-4 sm:grid sm:w-36 sm:justify-items-start">
        <CropPreview picture={picture} point={shown} />
        <div className="grid justify-items-start gap-2">
          <p className="text-ink-muted text-xs">{t('focalHint')}</p>
          <Button
            look="secondary"
            size="small"
            disabled={point === null}
            onClick={() => onChange(null)}
          >
            {t('focalReset')}
          </Button>
        </div>
      </div>
    </div>
  );
}

type TargetProps = { picture: Picture; point: FocalPoint; onChange: (point: FocalPoint) => void };

/** Two sliders, one across and one down, that share the mark and the four arrow keys. */
function Target({ picture, point, onChange }: TargetProps) {
  const t = useTranslations('library.describe');
  const box = useRef<HTMLDivElement>(null);
  const across = useRef<HTMLInputElement>(null);
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    const area = box.current?.getBoundingClientRect();
    if (area) onChange(pointAt(event, area));
  };
  const moveByKey = (event: KeyboardEvent) => {
    const moved = pointAfterKey(point, event.key, event.shiftKey);
    if (!moved || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onChange(moved);
  };
  // The sliders are where the mark is, so that going to them brings it into view.
  const place = { left: `${point.x * 100}%`, top: `${point.y * 100}%` };
  const percent = { x: Math.round(point.x * 100), y: Math.round(point.y * 100) };
  return (
    <div
      ref={box}
      className="relative cursor-crosshair touch-none select-none"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        across.current?.focus({ preventScroll: true });
        follow(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
      }}
    >
      <Image
        src={picture.src}
        alt=""
        width={picture.width}
        height={picture.height}
        unoptimized
        draggable={false}
        className="block h-auto max-h-[min(24rem,50dvh)] w-auto max-w-full"
      />
      <input
        ref={across}
        type="range"
        aria-label={t('focalAcross')}
        aria-valuetext={t('focalFromLeft', { percent: percent.x })}
        value={percent.x}
        onChange={({ target }) => onChange({ ...point, x: Number(target.value) / 100 })}
        onKeyDown={moveByKey}
        className="peer/across sr-only"
        style={place}
      />
      <input
        type="range"
        aria-label={t('focalDown')}
        aria-valuetext={t('focalFromTop', { percent: percent.y })}
        aria-orientation="vertical"
        value={percent.y}
        onChange={({ target }) => onChange({ ...point, y: Number(target.value) / 100 })}
        onKeyDown={moveByKey}
        className="peer/down sr-only"
        style={place}
      />
      <span
        aria-hidden
        className="pointer-events-none absolute grid size-9 -translate-1/2 place-items-center rounded-full border-2 border-on-stage bg-stage/45 text-on-stage shadow-float peer-focus-visible/across:outline-2 peer-focus-visible/down:outline-2 outline-accent-on-stage outline-offset-2"
        style={place}
      >
        <Crosshair className="size-5" />
      </span>
    </div>
  );
}

const previewSide = 96;

/** The square as the server will cut it. */
function CropPreview({ picture, point }: { picture: Picture; point: FocalPoint }) {
  const t = useTranslations('library.describe');
  const { left, top, side } = squareAround(point, picture.width, picture.height);
  const scale = previewSide / side;
  return (
    <figure className="grid shrink-0 gap-1.5">
      <div
        className="overflow-hidden rounded-md border border-line bg-stage"
        style={{ width: previewSide, height: previewSide }}
      >
        <Image
          src={picture.src}
          alt=""
          width={picture.width}
          height={picture.height}
          unoptimized
          className="max-w-none origin-top-left"
          style={{
            width: picture.width * scale,
            height: picture.height * scale,
            transform: `translate(${-left * scale}px, ${-top * scale}px)`,
          }}
        />
      </div>
      <figcaption className="text-ink-muted text-xs">{t('focalPreview')}</figcaption>
    </figure>
  );
}
