'use client';
// The fields of a film in words, for who compares two versions of it.
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { fileNameOf } from '#components/forms/file-name-of.ts';
import { useFileName } from '#components/forms/use-file-name.ts';
import { categoriesQuery } from '#lib/client/categories.ts';
import { formatSince } from '#lib/client/format.ts';
import type { Film, FilmDraft } from '#lib/shared/schemas/film.ts';

/** `before` is the film as this page has it. */
export function useFilmWords(before: Film | undefined) {
  const t = useTranslations('film');
  const form = useTranslations('form');
  const category = useTranslations('categories');
  const locale = useLocale();
  const categories = useQuery(categoriesQuery());
  const nothing = form('conflict.nothing');
  const fileName = useFileName(form('newFile'));

  const nameOfFile = (id: unknown, theirs: Film): string => {
    const known = [theirs, before].flatMap((film) => [film?.video, film?.poster]);
    return fileNameOf(id, known, fileName);
  };
  const describe = (field: keyof FilmDraft, value: unknown, theirs: Film): string => {
    if (value === null || value === undefined || value === '') return nothing;
    switch (field) {
      case 'videoId':
      case 'posterId':
        return nameOfFile(value, theirs);
      case 'categoryId':
        return categories.data?.results.find(({ id }) => id === value)?.name ?? nothing;
      case 'publishedAt':
        return formatSince(new Date(String(value)), new Date(), locale);
      case 'synopsis':
        return textOf(String(value));
      default:
        return String(value);
    }
  };
  const labels: Partial<Record<keyof FilmDraft, string>> = {
    title: t('title'),
    slug: t('slug'),
    synopsis: t('synopsis'),
    year: t('year'),
    categoryId: category('one'),
    videoId: t('video'),
    posterId: t('poster'),
    publishedAt: t('publishing'),
  };
  return { labels, describe };
}

/** The words of a text, without its form. */
function textOf(html: string): string {
  return new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '';
}
