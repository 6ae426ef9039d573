'use client';
// The film form: the machine of every form, and an address that follows the title.
import { useTranslations } from 'next-intl';
import { useRecordForm } from '#components/forms/use-record-form.ts';
import { useCreateRecord, useUpdateRecord } from '#lib/client/records.ts';
import { pages } from '#lib/shared/paths.ts';
import { type Film, type FilmInput, filmInputSchema } from '#lib/shared/schemas/film.ts';
import { slugFrom } from '#lib/shared/slug.ts';
import { fieldsOf, patchOf, withFile } from './film-fields.ts';
import { useFilmWords } from './use-film-words.ts';

export function useFilmForm(film: Film | undefined) {
  const t = useTranslations('film');
  const create = useCreateRecord('film');
  const { labels, describe } = useFilmWords(film);
  const record = useRecordForm({
    noun: 'film',
    record: film,
    schema: filmInputSchema,
    ...{ fieldsOf, patchOf, withFile, labels, describe },
    create: {
      mutateAsync: ({ input, ...given }: { input: FilmInput; idempotencyKey: string }) =>
        create.mutateAsync({ ...given, input: withFreeSlug(input) }),
    },
    update: useUpdateRecord('film', film?.id ?? ''),
    newPage: pages.newFilm(),
    editPage: pages.editFilm,
    words: {
      created: ({ title }: Film) => t('created', { title }),
      saved: ({ title }: Film) => t('saved', { title }),
    },
  });
  const { form } = record;

  /** Until the address of a new film is written by hand, it follows the title. */
  const followTitle = (title: string) => {
    if (film || form.getFieldState('slug').isTouched) return;
    form.setValue('slug', slugFrom(title), { shouldDirty: true });
  };

  return { record, followTitle };
}

/** An address that nobody wrote by hand is left to the server, which finds one that is not taken. */
function withFreeSlug(input: FilmInput): FilmInput {
  return input.slug === slugFrom(input.title) ? { ...input, slug: '' } : input;
}
