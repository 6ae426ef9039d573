'use client';
// Creates a photo, or changes one.
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Controller } from 'react-hook-form';
import { RecordForm } from '#components/forms/record-form.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { Textarea } from '#components/ui/textarea.tsx';
import { MediaField } from '#components/upload/media-field.tsx';
import { useFieldMessage } from '#lib/client/use-field-message.ts';
import type { Photo } from '#lib/shared/schemas/photo.ts';
import { RefusedPictures } from './refused-pictures.tsx';
import { usePhotoForm } from './use-photo-form.ts';
import { usePhotoIntake } from './use-photo-intake.ts';

export function PhotoForm({ photo }: { photo?: Photo }) {
  const t = useTranslations('photo');
  const fieldMessage = useFieldMessage();
  const record = usePhotoForm(photo);
  const { control, register, formState } = record.form;
  const { errors } = formState;
  const { refused, take } = usePhotoIntake();
  const [moreCount, setMoreCount] = useState(0);
  const takeMore = (files: readonly File[]) => setMoreCount(take(files));

  return (
    <RecordForm record={record}>
      <Card>
        <div className="grid grid-cols-1 gap-6 sm:grid-cols-2">
          <Controller
            control={control}
            name="mediaId"
            render={({ field }) => (
              <div className="grid grid-cols-1 content-start gap-3">
                <MediaField
                  label={t('image')}
                  purpose="photo.image"
                  slot={`${record.place}:image`}
                  page={record.page}
                  value={field.value || null}
                  saved={photo?.media ?? null}
                  onChange={(mediaId) => field.onChange(mediaId ?? '')}
                  onMore={photo ? undefined : takeMore}
                  error={errors.mediaId && fieldMessage(field.value ? 'file' : 'required')}
                />
                {moreCount > 0 && <Notice tone="notice">{t('more', { count: moreCount })}</Notice>}
                <RefusedPictures refused={refused} />
              </div>
            )}
          />
          <div className="grid grid-cols-1 content-start gap-5">
            <Field label={t('title')} error={fieldMessage(errors.title?.message)}>
              {(props) => <Input {...props} {...register('title')} />}
            </Field>
            <Field label={t('alt')} hint={t('altHint')} error={fieldMessage(errors.alt?.message)}>
              {(props) => <Textarea {...props} rows={4} {...register('alt')} />}
            </Field>
          </div>
        </div>
      </Card>
    </RecordForm>
  );
}
