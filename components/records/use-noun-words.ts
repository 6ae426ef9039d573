// The words a list or a page has for its noun.
import { useTranslations } from 'next-intl';
import type { Noun } from '#lib/shared/schemas/record.ts';

type Word =
  | 'title'
  | 'new'
  | 'back'
  | 'editTitle'
  | 'trashTitle'
  | 'emptyTitle'
  | 'emptyText'
  | 'notFoundTitle';

export function useNounWords(noun: Noun): (word: Word) => string {
  const t = useTranslations('records');
  return (word) => t(`${noun}.${word}`);
}
