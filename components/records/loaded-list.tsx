'use client';
// A list as it comes: on its way, not to be had, empty, or there.
import type { UseQueryResult } from '@tanstack/react-query';
import { CircleAlert, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useErrorSentence } from '#lib/client/use-error-sentence.ts';
import { LoadingRecords } from './loading-records.tsx';

type LoadedListProps<Item> = {
  query: UseQueryResult<{ results: Item[] }>;
  failedTitle: string;
  empty: { icon: LucideIcon; title: string; text: string };
  children: (results: Item[]) => ReactNode;
};

/** What was there before stays while it cannot be asked for again. */
export function LoadedList<Item>({ query, failedTitle, empty, children }: LoadedListProps<Item>) {
  const app = useTranslations('app');
  const errorSentence = useErrorSentence();
  const { data, isPending, error, refetch } = query;
  if (isPending) return <LoadingRecords layout="rows" />;
  if (!data) {
    return (
      <EmptyState icon={CircleAlert} title={failedTitle} text={errorSentence(error)}>
        <Button look="secondary" onClick={() => refetch()}>
          {app('retry')}
        </Button>
      </EmptyState>
    );
  }
  if (data.results.length === 0) return <EmptyState {...empty} />;
  return children(data.results);
}
