'use client';
// Shows a picture or a video, plays a sound.
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { growingStream } from '#components/media/plays-early.ts';
import { Preview } from '#components/media/preview.tsx';
import { CaptionTracks } from '#components/player/caption-tracks.tsx';
import { captionsQuery } from '#lib/client/captions.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { SoundStage } from './sound-stage.tsx';

type MediaStageProps = {
  media: Media;
  /** Told which frame of a video is to be seen; stays the same function. */
  onFrame?: (atSeconds: number | null) => void;
};

export function MediaStage({ media, onFrame }: MediaStageProps) {
  const t = useTranslations('library');
  const label = media.alt ?? t('previewOf', { name: media.title ?? media.fileName });
  const isVideo = media.type === 'video';
  const { data: captions } = useQuery({ ...captionsQuery(media.id), enabled: isVideo });
  const src = media.displayUrl ?? media.urls.original ?? null;
  if (media.type === 'audio') return <SoundStage media={media} src={src} label={label} />;
  const poster = media.urls.poster ?? media.thumbnailUrl ?? undefined;
  const { type } = media;
  return (
    <Preview {...{ type, src, poster, label, onFrame }} {...growingStream(media)}>
      {isVideo && captions && <CaptionTracks captions={captions} />}
    </Preview>
  );
}
