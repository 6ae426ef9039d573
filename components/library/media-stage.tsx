'use client';
// Shows a picture or a video, plays a sound.
import { useTranslations } from 'next-intl';
import { growingStream } from '#components/media/plays-early.ts';
import { Preview } from '#components/media/preview.tsx';
import type { Media } from '#lib/shared/schemas/media.ts';
import { SoundStage } from './sound-stage.tsx';

export function MediaStage({ media }: { media: Media }) {
  const t = useTranslations('library');
  const label = t('previewOf', { name: media.fileName });
  const src = media.displayUrl ?? media.urls.original ?? null;
  if (media.type === 'audio') return <SoundStage media={media} src={src} label={label} />;
  const poster = media.urls.poster ?? media.thumbnailUrl ?? undefined;
  const { type } = media;
  return <Preview {...{ type, src, poster, label }} {...growingStream(media)} />;
}
