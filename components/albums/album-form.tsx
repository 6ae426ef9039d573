'use client';
// Creates an album, or changes one: pictures in an order.
import { useTranslations } from 'next-intl';
import { Controller } from 'react-hook-form';
import { FileManager } from '#components/files/file-manager.tsx';
import { RecordForm } from '#components/forms/record-form.tsx';
import { Card } from '#components/ui/card.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { useFieldMessage } from '#lib/client/use-field-message.ts';
import { type Album, mostPhotosOfAlbum } from '#lib/shared/schemas/album.ts';
import { useAlbumForm } from './use-album-form.ts';

export function AlbumForm({ album }: { album?: Album }) {
  const t = useTranslations('album');
  const fieldMessage = useFieldMessage();
  const record = useAlbumForm(album);
  const { control, register, formState } = record.form;
  const { errors } = formState;

  return (
    <RecordForm record={record}>
      <Card title={t('about')}>
        <Field label={t('title')} isRequired error={fieldMessage(errors.title?.message)}>
          {(props) => <Input {...props} aria-required {...register('title')} />}
        </Field>
      </Card>
      <Card>
        <Controller
          control={control}
          name="mediaIds"
          render={({ field }) => (
            <FileManager
              label={t('photos')}
              purpose="photo.image"
              slot={`${record.place}:photos`}
              page={record.page}
              value={field.value ?? []}
              onChange={field.onChange}
              known={album?.photos.map(({ media }) => media) ?? []}
              maxFiles={mostPhotosOfAlbum}
              error={fieldMessage(errors.mediaIds?.message)}
            />
          )}
        />
        <p className="mt-3 text-ink-muted text-sm">{t('photosHint')}</p>
      </Card>
    </RecordForm>
  );
}
