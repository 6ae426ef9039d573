'use client';
// The film form's memory: fields, saving, what the server had to say, what is still on its way.
import { zodResolver } from '@hookform/resolvers/zod';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { toast } from 'sonner';
import { newId } from '#lib/client/new-id.ts';
import { useCreateRecord, useUpdateRecord } from '#lib/client/records.ts';
import { suggestSlug } from '#lib/client/slug.ts';
import { uploadQueue } from '#lib/client/upload/browser-engine.ts';
import { useIsUnderWay } from '#lib/client/upload/use-uploads.ts';
import { useUnloadGuard } from '#lib/client/use-unload-guard.ts';
import { AppError } from '#lib/shared/errors.ts';
import { pages } from '#lib/shared/paths.ts';
import {
  type Film,
  type FilmDraft,
  type FilmInput,
  filmInputSchema,
} from '#lib/shared/schemas/film.ts';
import { draftOf, patchOf } from './film-draft.ts';

export function useFilmForm(film: Film | undefined) {
  const t = useTranslations('film');
  const router = useRouter();
  const form = useForm<FilmDraft, unknown, FilmInput>({
    resolver: zodResolver(filmInputSchema),
    defaultValues: draftOf(film),
  });
  const [idempotencyKey] = useState(newId);
  // Of the film this form was filled from: what others change later must not be overwritten.
  const [version, setVersion] = useState(film?.version ?? 0);
  const create = useCreateRecord('film');
  const update = useUpdateRecord('film', film?.id ?? '');

  const place = `film:${film?.id ?? 'new'}`;
  const slots = { video: `${place}:video`, poster: `${place}:poster` };
  const isUploading = useIsUnderWay(Object.values(slots));
  useUnloadGuard(form.formState.isDirty);

  const showError = (error: Error) => {
    if (!(error instanceof AppError)) return;
    for (const [index, { path, message }] of error.fields.entries()) {
      if (isField(path)) form.setError(path, { message }, { shouldFocus: index === 0 });
    }
  };
  const settle = (saved: Film) => {
    uploadQueue.release(Object.values(slots));
    form.reset(draftOf(saved));
    setVersion(saved.version);
  };

  const submit = form.handleSubmit((input) => {
    if (isUploading || create.isPending || create.isSuccess || update.isPending) return;
    if (film) {
      const patch = patchOf(input, form.formState.dirtyFields, version);
      update.mutate(patch, {
        onError: showError,
        onSuccess: (saved) => {
          settle(saved);
          toast.success(t('saved', { title: saved.title }));
        },
      });
      return;
    }
    create.mutate(
      { input, idempotencyKey },
      {
        onError: showError,
        onSuccess: (saved) => {
          settle(saved);
          toast.success(t('created', { title: saved.title }));
          router.push(pages.editFilm(saved.id));
        },
      },
    );
  });

  /** Until the address of a new film is written by hand, it follows the title. */
  const followTitle = (title: string) => {
    if (film || form.getFieldState('slug').isTouched) return;
    form.setValue('slug', suggestSlug(title));
  };

  return {
    form,
    submit,
    slots,
    page: film ? pages.editFilm(film.id) : pages.newFilm(),
    followTitle,
    isUploading,
    isSaving: create.isPending || create.isSuccess || update.isPending,
    error: create.error ?? update.error,
  };
}

function isField(path: string): path is keyof FilmInput {
  return Object.hasOwn(filmInputSchema.shape, path);
}
