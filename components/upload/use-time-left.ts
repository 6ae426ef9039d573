'use client';
// The time left in words.
import { useTranslations } from 'next-intl';

/** Answers a function from seconds to words. */
export function useTimeLeft(): (secondsLeft: number) => string {
  const t = useTranslations('upload');
  return (secondsLeft) => {
    const minutes = Math.floor(secondsLeft / 60);
    if (minutes < 60) return t('timeLeft', { minutes, seconds: secondsLeft % 60 });
    return t('hoursLeft', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  };
}
