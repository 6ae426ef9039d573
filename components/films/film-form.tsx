'use client';
// Creates a film, or changes one.
import { useTranslations } from 'next-intl';
import { Controller, useWatch } from 'react-hook-form';
import { CategoryField } from '#components/categories/category-field.tsx';
import { RecordForm } from '#components/forms/record-form.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { MediaField } from '#components/upload/media-field.tsx';
import { useFieldMessage } from '#lib/client/use-field-message.ts';
import type { Film } from '#lib/shared/schemas/film.ts';
import { FilmCaptions } from './film-captions.tsx';
import { PosterFrames } from './poster-frames.tsx';
import { PublishField } from './publish-field.tsx';
import { SynopsisEditor } from './synopsis-editor.tsx';
import { useFilmForm } from './use-film-form.ts';

export function FilmForm({ film }: { film?: Film }) {
  const t = useTranslations('film');
  const fieldMessage = useFieldMessage();
  const { record, followTitle } = useFilmForm(film);
  const { place, page } = record;
  const { control, register, formState } = record.form;
  const { errors } = formState;
  const videoId = useWatch({ control, name: 'videoId' }) ?? null;

  return (
    <RecordForm
      record={record}
      aside={
        <Card title={t('publishing')}>
          <Controller
            control={control}
            name="publishedAt"
            render={({ field }) => (
              <PublishField
                value={field.value ?? null}
                onChange={field.onChange}
                error={errors.publishedAt && fieldMessage('date')}
              />
            )}
          />
        </Card>
      }
    >
      <Card title={t('files')}>
        <div className="grid grid-cols-1 gap-6 sm:grid-cols-2">
          <Controller
            control={control}
            name="videoId"
            render={({ field }) => (
              <MediaField
                label={t('video')}
                purpose="film.video"
                slot={`${place}:video`}
                page={page}
                value={field.value ?? null}
                saved={film?.video ?? null}
                onChange={field.onChange}
                error={errors.videoId && fieldMessage('file')}
              />
            )}
          />
          <Controller
            control={control}
            name="posterId"
            render={({ field }) => (
              <MediaField
                label={t('poster')}
                purpose="film.poster"
                slot={`${place}:poster`}
                page={page}
                value={field.value ?? null}
                saved={film?.poster ?? null}
                onChange={field.onChange}
                canDescribe
                error={errors.posterId && fieldMessage('file')}
              />
            )}
          />
          <div className="empty:hidden sm:col-span-2">
            <PosterFrames videoSlot={`${place}:video`} posterSlot={`${place}:poster`} page={page} />
          </div>
          <div className="border-line border-t pt-5 sm:col-span-2">
            <FilmCaptions videoId={videoId} videoSlot={`${place}:video`} />
          </div>
        </div>
      </Card>

      <Card title={t('about')}>
        <div className="grid grid-cols-1 gap-5">
          <Field label={t('title')} isRequired error={fieldMessage(errors.title?.message)}>
            {(props) => (
              <Input
                {...props}
                aria-required
                {...register('title', { onChange: ({ target }) => followTitle(target.value) })}
              />
            )}
          </Field>
          <Field label={t('slug')} hint={t('slugHint')} error={fieldMessage(errors.slug?.message)}>
            {(props) => <Input {...props} spellCheck={false} {...register('slug')} />}
          </Field>
          <div className="grid grid-cols-1 gap-5 sm:grid-cols-[8rem_minmax(0,1fr)]">
            <Field label={t('year')} error={fieldMessage(errors.year?.message)}>
              {(props) => (
                <Input
                  {...props}
                  inputMode="numeric"
                  maxLength={4}
                  {...register('year', { setValueAs: yearOf })}
                />
              )}
            </Field>
            <Controller
              control={control}
              name="categoryId"
              render={({ field }) => (
                <CategoryField
                  value={field.value ?? null}
                  onChange={field.onChange}
                  error={fieldMessage(errors.categoryId?.message)}
                />
              )}
            />
          </div>
          <Controller
            control={control}
            name="synopsis"
            render={({ field }) => (
              <SynopsisEditor
                label={t('synopsis')}
                initial={field.value ?? ''}
                onChange={field.onChange}
                error={fieldMessage(errors.synopsis?.message)}
              />
            )}
          />
        </div>
      </Card>
    </RecordForm>
  );
}

function yearOf(text: unknown): number | null {
  return text === '' || text === null || text === undefined ? null : Number(text);
}
