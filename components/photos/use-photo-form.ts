'use client';
// The photo form: the machine of every form, and what a photo is called in it.
import { useTranslations } from 'next-intl';
import { fileNameOf } from '#components/forms/file-name-of.ts';
import { useFileName } from '#components/forms/use-file-name.ts';
import { useRecordForm } from '#components/forms/use-record-form.ts';
import { useCreateRecord, useUpdateRecord } from '#lib/client/records.ts';
import { pages } from '#lib/shared/paths.ts';
import { type Photo, type PhotoFields, photoInputSchema } from '#lib/shared/schemas/photo.ts';

export function usePhotoForm(photo: Photo | undefined) {
  const t = useTranslations('photo');
  const records = useTranslations('records');
  const form = useTranslations('form');
  const fileName = useFileName(form('newFile'));
  const titleOf = ({ title }: Photo) => title || records('untitled');
  return useRecordForm({
    noun: 'photo',
    record: photo,
    schema: photoInputSchema,
    fieldsOf,
    withFile,
    labels: { title: t('title'), alt: t('alt'), mediaId: t('image') },
    describe: (field, value, theirs: Photo) =>
      field === 'mediaId'
        ? fileNameOf(value, [photo?.media, theirs.media], fileName)
        : String(value || '–'),
    create: useCreateRecord('photo'),
    update: useUpdateRecord('photo', photo?.id ?? ''),
    newPage: pages.newPhoto(),
    editPage: pages.editPhoto,
    words: {
      created: (saved: Photo) => form('created', { title: titleOf(saved) }),
      saved: (saved: Photo) => form('saved', { title: titleOf(saved) }),
    },
  });
}

function fieldsOf(photo: Photo | undefined): PhotoFields {
  return {
    title: photo?.title ?? '',
    alt: photo?.alt ?? '',
    mediaId: photo?.mediaId ?? '',
  };
}

/** The image, when it was stored while the form was not open, unless another is there. */
function withFile(fields: PhotoFields, name: string, mediaId: string): PhotoFields {
  return name === 'image' ? { ...fields, mediaId: fields.mediaId || mediaId } : fields;
}
