'use client';
// Chooses captions, or none. The browser's own list, because it also opens in full screen.
import { Captions, CaptionsOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { CaptionControl } from './use-captions.ts';

const off = '';

export function CaptionSelect({ captions, chosen, choose }: CaptionControl) {
  const t = useTranslations('watch');
  if (captions.length === 0) return null;
  const Icon = chosen ? Captions : CaptionsOff;
  return (
    <span className="relative grid size-11 shrink-0 place-items-center rounded-sm hover:bg-on-stage/12 has-focus-visible:outline-2 has-focus-visible:outline-on-stage has-focus-visible:-outline-offset-2">
      <Icon aria-hidden className="size-5.5" />
      <select
        aria-label={t('captions')}
        title={t('captions')}
        value={chosen?.id ?? off}
        onChange={({ target }) => choose(captions.find(({ id }) => id === target.value) ?? null)}
        className="absolute inset-0 size-full cursor-pointer appearance-none opacity-0"
      >
        <option value={off} className="bg-stage">
          {t('captionsOff')}
        </option>
        {captions.map(({ id, language, label }) => (
          <option key={id} value={id} lang={language} className="bg-stage">
            {label}
          </option>
        ))}
      </select>
    </span>
  );
}
