'use client';
// The video form: the machine of every form, and what a video is called in it.
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { fileNameOf } from '#components/forms/file-name-of.ts';
import { useFileName } from '#components/forms/use-file-name.ts';
import { useRecordForm } from '#components/forms/use-record-form.ts';
import { categoriesQuery } from '#lib/client/categories.ts';
import { useCreateRecord, useUpdateRecord } from '#lib/client/records.ts';
import { pages } from '#lib/shared/paths.ts';
import { type Video, type VideoFields, videoInputSchema } from '#lib/shared/schemas/video.ts';

export function useVideoForm(video: Video | undefined) {
  const t = useTranslations('video');
  const category = useTranslations('categories');
  const form = useTranslations('form');
  const fileName = useFileName(form('newFile'));
  const { data: categories } = useQuery(categoriesQuery());
  return useRecordForm({
    noun: 'video',
    record: video,
    schema: videoInputSchema,
    fieldsOf,
    withFile,
    labels: {
      ...{ title: t('title'), description: t('description'), categoryId: category('one') },
      ...{ mediaId: t('file'), coverId: t('cover') },
    },
    describe: (field, value, theirs: Video) => {
      const files = [video?.media, video?.cover, theirs.media, theirs.cover];
      if (field === 'mediaId' || field === 'coverId') {
        return fileNameOf(value, files, fileName);
      }
      if (field !== 'categoryId') return String(value || '–');
      return categories?.results.find(({ id }) => id === value)?.name ?? category('none');
    },
    create: useCreateRecord('video'),
    update: useUpdateRecord('video', video?.id ?? ''),
    newPage: pages.newVideo(),
    editPage: pages.editVideo,
    words: {
      created: ({ title }: Video) => form('created', { title }),
      saved: ({ title }: Video) => form('saved', { title }),
    },
  });
}

function fieldsOf(video: Video | undefined): VideoFields {
  return {
    title: video?.title ?? '',
    description: video?.description ?? '',
    categoryId: video?.categoryId ?? null,
    coverId: video?.coverId ?? null,
    mediaId: video?.mediaId ?? null,
  };
}

/** A file that was stored while the form was not open, in its place unless another is there. */
function withFile(fields: VideoFields, name: string, mediaId: string): VideoFields {
  if (name === 'file') return { ...fields, mediaId: fields.mediaId ?? mediaId };
  if (name === 'cover') return { ...fields, coverId: fields.coverId ?? mediaId };
  return fields;
}
