'use client';
// The stages of processing in the reader's language.
import { useTranslations } from 'next-intl';

const stages = ['probe', 'poster', 'encode', 'rest', 'package', 'store'] as const;

/** Answers a function from a stage to its words; a stage this page does not know waits. */
export function useStageName(): (stage: string | null) => string {
  const t = useTranslations('media');
  return (stage) => {
    const known = stages.find((each) => each === stage);
    return known ? t(`stages.${known}`) : t('stagePending');
  };
}
