'use client';
// Creates a film, or changes one.
import { useTranslations } from 'next-intl';
import { Controller } from 'react-hook-form';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { MediaField } from '#components/upload/media-field.tsx';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { useFieldMessage } from '#lib/client/use-field-message.ts';
import { useIsHydrated } from '#lib/client/use-is-hydrated.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { Film } from '#lib/shared/schemas/film.ts';
import { CategoryField } from './category-field.tsx';
import { PublishField } from './publish-field.tsx';
import { SynopsisEditor } from './synopsis-editor.tsx';
import { useFilmForm } from './use-film-form.ts';

export function FilmForm({ film }: { film?: Film }) {
  const t = useTranslations('film');
  const isHydrated = useIsHydrated();
  const fieldMessage = useFieldMessage();
  const { form, submit, slots, page, followTitle, isUploading, isSaving, error } =
    useFilmForm(film);
  const { control, register, formState } = form;
  const { errors } = formState;

  return (
    <form method="post" onSubmit={submit} noValidate>
      <fieldset
        disabled={!isHydrated}
        className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]"
      >
        <div className="grid gap-6">
          <Card title={t('files')}>
            <div className="grid gap-6 sm:grid-cols-2">
              <Controller
                control={control}
                name="videoId"
                render={({ field }) => (
                  <MediaField
                    label={t('video')}
                    purpose="film.video"
                    slot={slots.video}
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
                    slot={slots.poster}
                    page={page}
                    value={field.value ?? null}
                    saved={film?.poster ?? null}
                    onChange={field.onChange}
                    error={errors.posterId && fieldMessage('file')}
                  />
                )}
              />
            </div>
          </Card>

          <Card title={t('about')}>
            <div className="grid gap-5">
              <Field label={t('title')} isRequired error={fieldMessage(errors.title?.message)}>
                {(props) => (
                  <Input
                    {...props}
                    aria-required
                    {...register('title', { onChange: ({ target }) => followTitle(target.value) })}
                  />
                )}
              </Field>
              <Field
                label={t('slug')}
                hint={t('slugHint')}
                error={fieldMessage(errors.slug?.message)}
              >
                {(props) => <Input {...props} spellCheck={false} {...register('slug')} />}
              </Field>
              <div className="grid gap-5 sm:grid-cols-[8rem_minmax(0,1fr)]">
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
                    initial={film?.synopsis ?? ''}
                    onChange={field.onChange}
                    error={fieldMessage(errors.synopsis?.message)}
                  />
                )}
              />
            </div>
          </Card>
        </div>

        <div className="grid gap-6 lg:sticky lg:top-22">
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
          <div className="grid gap-3">
            <Refusal error={error} hasFieldErrors={Object.keys(errors).length > 0} />
            <Button
              type="submit"
              isBusy={isSaving}
              disabled={isUploading}
              aria-describedby="save-hint"
            >
              {isSaving ? t('saving') : film ? t('save') : t('create')}
            </Button>
            <p id="save-hint" role="status" className="text-center text-ink-muted text-sm">
              {isUploading && t('uploadRunning')}
            </p>
          </div>
        </div>
      </fieldset>
    </form>
  );
}

type RefusalProps = { error: Error | null; hasFieldErrors: boolean };

/** What keeps the film from being saved and is not the matter of one field. */
function Refusal({ error, hasFieldErrors }: RefusalProps) {
  const t = useTranslations('film');
  const errorSentence = useErrorSentence();
  if (hasFieldErrors) return <Notice tone="danger">{t('checkFields')}</Notice>;
  if (!error || (error instanceof AppError && error.fields.length > 0)) return null;
  return <Notice tone="danger">{errorSentence(error)}</Notice>;
}

function yearOf(text: unknown): number | null {
  return text === '' || text === null || text === undefined ? null : Number(text);
}
