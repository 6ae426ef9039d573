'use client';
// A list of records: searched, filtered, sorted, a page at a time; or what of them lies in the trash.
import { Plus, Tags, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { WaitingDrafts } from '#components/forms/waiting-drafts.tsx';
import { PageHeader } from '#components/layout/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import { pages } from '#lib/shared/paths.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { newPages } from './noun-pages.ts';
import type { Layout, RecordFace } from './record-face.ts';
import { RecordFilters } from './record-filters.tsx';
import { RecordResults } from './record-results.tsx';
import { isTrash } from './record-search.ts';
import { useNounWords } from './use-noun-words.ts';
import { useRecordSearch } from './use-record-search.ts';

type RecordListProps<N extends Noun> = {
  noun: N;
  Face: RecordFace<N>;
  layout: Layout;
  /** Stands between the head and the list, but not above the trash. */
  children?: ReactNode;
};

/** What is asked lives in the address. */
export function RecordList<N extends Noun>({ noun, Face, layout, children }: RecordListProps<N>) {
  const t = useTranslations('records');
  const words = useNounWords(noun);
  const pathname = usePathname();
  const { search, change } = useRecordSearch(noun);
  const inTrash = isTrash(search);
  return (
    <>
      {inTrash ? (
        <PageHeader title={words('trashTitle')} back={{ href: pathname, label: words('back') }} />
      ) : (
        <PageHeader title={words('title')}>
          {(noun === 'film' || noun === 'video') && (
            <Button asChild look="quiet" className="max-sm:px-2">
              <Link href={pages.categories()}>
                <Tags aria-hidden className="size-4.5" />
                {t('manageCategories')}
              </Link>
            </Button>
          )}
          <Button asChild look="quiet" className="max-sm:px-2">
            <Link href={`${pathname}?trash=1`}>
              <Trash2 aria-hidden className="size-4.5" />
              {t('trash')}
            </Link>
          </Button>
          <NewRecordLink noun={noun} />
        </PageHeader>
      )}
      {inTrash ? (
        <p className="-mt-4 mb-6 text-ink-muted text-sm">{t('trashHint')}</p>
      ) : (
        <>
          <WaitingDrafts noun={noun} />
          {children}
        </>
      )}
      <RecordFilters noun={noun} search={search} onChange={change} />
      <RecordResults
        noun={noun}
        search={search}
        onChange={change}
        Face={Face}
        layout={layout}
        newLink={<NewRecordLink noun={noun} />}
      />
    </>
  );
}

function NewRecordLink({ noun }: { noun: Noun }) {
  const words = useNounWords(noun);
  return (
    <Button asChild>
      <Link href={newPages[noun]()}>
        <Plus aria-hidden className="size-4.5" />
        {words('new')}
      </Link>
    </Button>
  );
}
