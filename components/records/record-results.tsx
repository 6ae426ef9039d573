'use client';
// The records that were asked for: loading, none, not found, out of reach, or there.
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, FolderOpen, SearchX, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { recordsQuery } from '#lib/client/records.ts';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { LoadingRecords } from './loading-records.tsx';
import { Pager } from './pager.tsx';
import type { Layout, RecordFace } from './record-face.ts';
import { RecordPage } from './record-page.tsx';
import { apiSearch, isFiltered, isLaterPage, isTrash, noFilters } from './record-search.ts';
import { useNounWords } from './use-noun-words.ts';

type RecordResultsProps<N extends Noun> = {
  noun: N;
  search: URLSearchParams;
  onChange: (changes: Record<string, string>) => void;
  Face: RecordFace<N>;
  layout: Layout;
  newLink: ReactNode;
};

export function RecordResults<N extends Noun>(props: RecordResultsProps<N>) {
  const { noun, search, layout } = props;
  const t = useTranslations('records');
  const app = useTranslations('app');
  const errorSentence = useErrorSentence();
  const asked = apiSearch(noun, search);
  const list = useQuery(recordsQuery(noun, asked));
  const [shown, setShown] = useState(asked);
  if (!list.isPlaceholderData && shown !== asked) setShown(asked);
  if (list.isPending) return <LoadingRecords layout={layout} />;
  if (!list.data) {
    return (
      <EmptyState icon={CircleAlert} title={t('failedTitle')} text={errorSentence(list.error)}>
        <Button look="secondary" isBusy={list.isFetching} onClick={() => list.refetch()}>
          {app('retry')}
        </Button>
      </EmptyState>
    );
  }
  const { results, count, next, previous } = list.data;
  if (results.length === 0) return <Nothing {...props} />;
  return (
    <div aria-busy={list.isPlaceholderData} className={list.isPlaceholderData ? 'opacity-60' : ''}>
      <RecordPage {...props} shown={shown} records={results} count={count} />
      <Pager noun={noun} next={next} previous={previous} />
    </div>
  );
}

function Nothing<N extends Noun>({ noun, search, onChange, newLink }: RecordResultsProps<N>) {
  const t = useTranslations('records');
  const words = useNounWords(noun);
  const pathname = usePathname();
  if (isLaterPage(search)) {
    return (
      <EmptyState icon={FolderOpen} title={t('pageEmptyTitle')} text={t('pageEmptyText')}>
        <Button look="secondary" onClick={() => onChange({})}>
          {t('firstPage')}
        </Button>
      </EmptyState>
    );
  }
  if (isFiltered(search)) {
    return (
      <EmptyState icon={SearchX} title={t('nothingFoundTitle')} text={t('nothingFoundText')}>
        <Button look="secondary" onClick={() => onChange(noFilters)}>
          {t('clearFilters')}
        </Button>
      </EmptyState>
    );
  }
  if (isTrash(search)) {
    return (
      <EmptyState icon={Trash2} title={t('trashEmptyTitle')} text={t('trashEmptyText')}>
        <Button asChild look="secondary">
          <Link href={pathname}>{words('back')}</Link>
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={FolderOpen} title={words('emptyTitle')} text={words('emptyText')}>
      {newLink}
    </EmptyState>
  );
}
