'use client';
// One film in the list.
import { Film as FilmIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { RecordRow } from '#components/records/record-item.tsx';
import { RecordPicture } from '#components/records/record-picture.tsx';
import { StateBadge } from '#components/records/state-badge.tsx';
import { useCategoryName } from '#components/records/use-category-name.ts';
import { useDay } from '#components/records/use-day.ts';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { pages } from '#lib/shared/paths.ts';
import type { Film } from '#lib/shared/schemas/film.ts';
import { type FilmState, filmState } from './film-state.ts';

const tones: Record<FilmState, Tone> = {
  draft: 'neutral',
  scheduled: 'accent',
  published: 'success',
};

export function FilmRow({ record: film }: { record: Film }) {
  const t = useTranslations('films');
  const day = useDay();
  const category = useCategoryName(film.categoryId);
  const { poster, video } = film;
  const state = filmState(film, new Date());
  return (
    <RecordRow
      record={film}
      title={film.title}
      href={pages.editFilm(film.id)}
      facts={[film.year, category, day(film.updatedAt)]}
      picture={<RecordPicture of={[poster, video]} icon={FilmIcon} shape="row" />}
      badges={
        <>
          {video ? <StateBadge media={video} /> : <Badge>{t('noVideo')}</Badge>}
          <Badge tone={tones[state]}>{t(state)}</Badge>
        </>
      }
    />
  );
}
