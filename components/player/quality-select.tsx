'use client';
// Chooses how sharp the film is. The browser's own list, because it also opens in full screen.
import { useTranslations } from 'next-intl';
import { automatic } from './film-stream.ts';
import type { Stream } from './use-stream.ts';

export function QualitySelect({ stream }: { stream: Stream }) {
  const t = useTranslations('watch');
  const { qualities, quality, chooseQuality } = stream;
  if (qualities.length < 2) return null;
  const sharpestFirst = qualities.toSorted((one, other) => other.height - one.height);
  return (
    <select
      aria-label={t('quality')}
      value={quality}
      onChange={({ target }) => chooseQuality(Number(target.value))}
      className="h-11 cursor-pointer rounded-sm bg-transparent px-1.5 text-on-stage text-sm focus-visible:outline-on-stage"
    >
      <option value={automatic} className="bg-stage">
        {t('automatic')}
      </option>
      {sharpestFirst.map(({ index, height }) => (
        <option key={index} value={index} className="bg-stage">
          {height}p
        </option>
      ))}
    </select>
  );
}
