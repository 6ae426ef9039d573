'use client';
// The album form: the machine of every form, and the pictures of an album in place of its photos.
import { useTranslations } from 'next-intl';
import { withAmong } from '#components/files/order-among.ts';
import { useRecordForm } from '#components/forms/use-record-form.ts';
import { useCreateRecord, useUpdateRecord } from '#lib/client/records.ts';
import { pages } from '#lib/shared/paths.ts';
import { type Album, type AlbumFields, albumInputSchema } from '#lib/shared/schemas/album.ts';

export function useAlbumForm(album: Album | undefined) {
  const t = useTranslations('album');
  const form = useTranslations('form');
  return useRecordForm({
    noun: 'album',
    record: album,
    schema: albumInputSchema,
    fieldsOf,
    withFile,
    labels: { title: t('title'), mediaIds: t('photos') },
    describe: (field, value) =>
      field === 'mediaIds' && Array.isArray(value)
        ? t('photoCount', { count: value.length })
        : String(value || '–'),
    create: useCreateRecord('album'),
    update: useUpdateRecord('album', album?.id ?? ''),
    newPage: pages.newAlbum(),
    editPage: pages.editAlbum,
    words: {
      created: ({ title }: Album) => form('created', { title }),
      saved: ({ title }: Album) => form('saved', { title }),
    },
  });
}

/** An album may hold one picture in two photos; here it is one. */
function fieldsOf(album: Album | undefined): AlbumFields {
  return {
    title: album?.title ?? '',
    mediaIds: [...new Set(album?.photos.map(({ mediaId }) => mediaId))],
  };
}

/** A picture that was stored while the form was not open, where it stood. */
function withFile(
  fields: AlbumFields,
  name: string,
  mediaId: string,
  order: readonly string[],
): AlbumFields {
  const { mediaIds = [] } = fields;
  if (name !== 'photos' || mediaIds.includes(mediaId)) return fields;
  return { ...fields, mediaIds: [...withAmong(mediaIds, mediaId, order)] };
}
