'use client';
// The page of one film: its form, its public page, its end.
import { ExternalLink } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { EditRecord } from '#components/records/edit-record.tsx';
import { Button } from '#components/ui/button.tsx';
import { pages } from '#lib/shared/paths.ts';
import type { Film } from '#lib/shared/schemas/film.ts';
import { FilmForm } from './film-form.tsx';

export function EditFilm({ id }: { id: string }) {
  return (
    <EditRecord noun="film" id={id} actions={(film) => <WatchLink film={film} />}>
      {(film) => <FilmForm film={film} />}
    </EditRecord>
  );
}

function WatchLink({ film }: { film: Film }) {
  const t = useTranslations('film');
  return (
    <Button asChild look="secondary" size="small">
      <Link href={pages.watchFilm(film.slug)} target="_blank">
        <ExternalLink aria-hidden className="size-4" />
        {t('watch')}
      </Link>
    </Button>
  );
}
