'use client';
// The films one may see: searched, filtered, a page at a time. What is asked lives in the address.
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, Clapperboard, Plus, SearchX } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { PageHeader } from '#components/layout/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { recordsQuery } from '#lib/client/records.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { pages } from '#lib/shared/paths.ts';
import { FilmFilters } from './film-filters.tsx';
import { FilmRow } from './film-row.tsx';
import { Pager } from './pager.tsx';

const passedOn = ['q', 'state', 'page', 'cursor'];

export function FilmList() {
  const t = useTranslations('films');
  const router = useRouter();
  const pathname = usePathname();
  const asked = useSearchParams();
  const search = new URLSearchParams([...asked].filter(([name]) => passedOn.includes(name)));

  /** Other filters start on the first page again. */
  const filter = (changes: { q?: string; state?: string }) => {
    const next = new URLSearchParams(search);
    next.delete('page');
    next.delete('cursor');
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    router.replace(`${pathname}?${next}`, { scroll: false });
  };

  return (
    <>
      <PageHeader title={t('title')}>
        <NewFilmLink />
      </PageHeader>
      <FilmFilters q={search.get('q') ?? ''} state={search.get('state') ?? ''} onChange={filter} />
      <Results
        search={search.toString()}
        isFiltered={search.has('q') || search.has('state')}
        onClear={() => filter({ q: '', state: '' })}
      />
    </>
  );
}

type ResultsProps = { search: string; isFiltered: boolean; onClear: () => void };

function Results({ search, isFiltered, onClear }: ResultsProps) {
  const films = useQuery(recordsQuery('film', search));
  const t = useTranslations('films');
  const app = useTranslations('app');
  const errorSentence = useErrorSentence();
  if (films.isPending) return <LoadingRows />;
  if (films.isError) {
    return (
      <EmptyState icon={CircleAlert} title={t('failedTitle')} text={errorSentence(films.error)}>
        <Button look="secondary" onClick={() => films.refetch()}>
          {app('retry')}
        </Button>
      </EmptyState>
    );
  }
  const { count, next, previous, results } = films.data;
  if (results.length === 0 && isFiltered) {
    return (
      <EmptyState icon={SearchX} title={t('nothingFoundTitle')} text={t('nothingFoundText')}>
        <Button look="secondary" onClick={onClear}>
          {t('clearFilters')}
        </Button>
      </EmptyState>
    );
  }
  if (results.length === 0) {
    return (
      <EmptyState icon={Clapperboard} title={t('emptyTitle')} text={t('emptyText')}>
        <NewFilmLink />
      </EmptyState>
    );
  }
  return (
    <div
      aria-busy={films.isPlaceholderData}
      className={films.isPlaceholderData ? 'opacity-60' : ''}
    >
      <p role="status" className="mb-3 text-ink-muted text-sm">
        {t('count', { count })}
      </p>
      <ul className="divide-y divide-line rounded-xl border border-line bg-surface shadow-card">
        {results.map((film) => (
          <FilmRow key={film.id} film={film} />
        ))}
      </ul>
      <Pager next={next} previous={previous} />
    </div>
  );
}

function NewFilmLink() {
  const t = useTranslations('films');
  return (
    <Button asChild>
      <Link href={pages.newFilm()}>
        <Plus aria-hidden className="size-4.5" />
        {t('new')}
      </Link>
    </Button>
  );
}

function LoadingRows() {
  const t = useTranslations('app');
  return (
    <div className="grid gap-3">
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      {['a', 'b', 'c', 'd'].map((row) => (
        <Skeleton key={row} className="h-22" />
      ))}
    </div>
  );
}
