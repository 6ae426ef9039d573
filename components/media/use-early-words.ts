'use client';
// What it is that can be watched before the rest is done, in the reader's language.
import { useTranslations } from 'next-intl';
import type { EarlyVersion } from './plays-early.ts';

export function useEarlyWords(): (early: EarlyVersion) => string {
  const t = useTranslations('media');
  return (early) => t(early === 'original' ? 'playsEarly' : 'playsFirstRung');
}
