'use client';
// Creates a video, or changes one.
import { useTranslations } from 'next-intl';
import { Controller } from 'react-hook-form';
import { CategoryField } from '#components/categories/category-field.tsx';
import { RecordForm } from '#components/forms/record-form.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { MediaField } from '#components/upload/media-field.tsx';
import { useFieldMessage } from '#lib/client/use-field-message.ts';
import type { Video } from '#lib/shared/schemas/video.ts';
import { useVideoForm } from './use-video-form.ts';

export function VideoForm({ video }: { video?: Video }) {
  const t = useTranslations('video');
  const fieldMessage = useFieldMessage();
  const record = useVideoForm(video);
  const { place, page } = record;
  const { control, register, formState } = record.form;
  const { errors } = formState;

  return (
    <RecordForm record={record}>
      <Card title={t('files')}>
        <div className="grid grid-cols-1 gap-6 sm:grid-cols-2">
          <Controller
            control={control}
            name="mediaId"
            render={({ field }) => (
              <MediaField
                label={t('file')}
                purpose="video.file"
                slot={`${place}:file`}
                page={page}
                value={field.value ?? null}
                saved={video?.media ?? null}
                onChange={field.onChange}
                error={errors.mediaId && fieldMessage('file')}
              />
            )}
          />
          <Controller
            control={control}
            name="coverId"
            render={({ field }) => (
              <MediaField
                label={t('cover')}
                purpose="video.cover"
                slot={`${place}:cover`}
                page={page}
                value={field.value ?? null}
                saved={video?.cover ?? null}
                onChange={field.onChange}
                canDescribe
                error={errors.coverId && fieldMessage('file')}
              />
            )}
          />
        </div>
      </Card>

      <Card title={t('about')}>
        <div className="grid grid-cols-1 gap-5">
          <Field label={t('title')} isRequired error={fieldMessage(errors.title?.message)}>
            {(props) => <Input {...props} aria-required {...register('title')} />}
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
          <Field label={t('description')} error={fieldMessage(errors.description?.message)}>
            {(props) => <Textarea {...props} rows={6} {...register('description')} />}
          </Field>
        </div>
      </Card>
    </RecordForm>
  );
}
