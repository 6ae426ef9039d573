'use client';
// Shows a picture or a video, plays a sound.
import { Music } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { Preview } from '#components/media/preview.tsx';
import type { Media } from '#lib/shared/schemas/media.ts';

export function MediaStage({ media }: { media: Media }) {
  const t = useTranslations('library');
  const label = t('previewOf', { name: media.fileName });
  const src = media.displayUrl ?? media.urls.original ?? null;
  if (media.type === 'audio') {
    return (
      <div className="grid justify-items-center gap-5 rounded-lg bg-stage px-5 py-8 text-on-stage">
        <Music aria-hidden className="size-9 opacity-60" strokeWidth={1.5} />
        {src && <Sound key={src} src={src} controls aria-label={label} className="w-full" />}
      </div>
    );
  }
  const poster = media.urls.poster ?? media.thumbnailUrl ?? undefined;
  return <Preview type={media.type} src={src} poster={poster} label={label} />;
}

/** What people bring has no captions to show. */
function Sound(props: ComponentProps<'audio'>) {
  return <audio {...props} />;
}
