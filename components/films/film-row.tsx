'use client';
// One film in the list.
import { Film as FilmIcon } from 'lucide-react';
import Image from 'next/image';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { MediaStatusBadge } from '#components/media/media-status-badge.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { formatDate } from '#lib/client/format.ts';
import { useLiveMedia } from '#lib/client/media.ts';
import { pages } from '#lib/shared/paths.ts';
import type { Film } from '#lib/shared/schemas/film.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { type FilmState, filmState } from './film-state.ts';

const tones: Record<FilmState, Tone> = {
  draft: 'neutral',
  scheduled: 'accent',
  published: 'success',
};

export function FilmRow({ film }: { film: Film }) {
  const t = useTranslations('films');
  const locale = useLocale();
  const state = filmState(film, new Date());
  const facts = [film.year, formatDate(film.updatedAt, locale)].filter(Boolean);
  return (
    <li className="relative flex items-center gap-4 p-3 transition-colors first:rounded-t-xl last:rounded-b-xl hover:bg-sunken/60 sm:gap-5 sm:p-4">
      <Thumbnail film={film} />
      <div className="grid min-w-0 flex-1 gap-1.5 sm:flex sm:items-center sm:justify-between sm:gap-5">
        <div className="min-w-0">
          {/* The link covers the row, so that all of it can be pressed. */}
          <Link
            href={pages.editFilm(film.id)}
            className="block truncate rounded-sm font-medium after:absolute after:inset-0"
          >
            {film.title}
          </Link>
          <p className="truncate text-ink-muted text-sm tabular-nums">{facts.join(' · ')}</p>
        </div>
        <div className="flex flex-wrap gap-1.5">
          {film.video ? <VideoBadge video={film.video} /> : <Badge>{t('noVideo')}</Badge>}
          <Badge tone={tones[state]}>{t(state)}</Badge>
        </div>
      </div>
    </li>
  );
}

/** A finished video says nothing: only what still happens or went wrong is worth a badge. */
function VideoBadge({ video }: { video: Media }) {
  const { media } = useLiveMedia(video.id, video);
  return media && media.status !== 'ready' ? <MediaStatusBadge media={media} /> : null;
}

function Thumbnail({ film }: { film: Film }) {
  const [isBroken, setBroken] = useState(false);
  const { poster, video } = film;
  const src = poster?.urls.small ?? poster?.thumbnailUrl ?? video?.thumbnailUrl;
  const classes = 'h-16 w-20 shrink-0 rounded-md bg-stage sm:h-18 sm:w-32';
  if (!src || isBroken) {
    return (
      <div className={`${classes} grid place-items-center text-on-stage/60`}>
        <FilmIcon aria-hidden className="size-6" />
      </div>
    );
  }
  return (
    <Image
      src={src}
      alt=""
      width={128}
      height={72}
      unoptimized
      onError={() => setBroken(true)}
      className={`${classes} object-cover`}
    />
  );
}
