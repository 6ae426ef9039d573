'use client';
// The library: files are brought in anywhere on it; below is what goes on and what there is.
import { useTranslations } from 'next-intl';
import { startTransition, useState } from 'react';
import { PageHeader } from '#components/layout/page-header.tsx';
import type { LibraryView } from '#lib/shared/library-view.ts';
import { DropZone } from './drop-zone.tsx';
import { FilterLine } from './filter-line.tsx';
import { LibraryFilters } from './library-filters.tsx';
import { LibraryUploads } from './library-uploads.tsx';
import { MediaDrawer } from './media-drawer.tsx';
import { apiSearch, conditionsOf, noConditions } from './media-filter.ts';
import { MediaResults } from './media-results.tsx';
import { useLibraryAddress } from './use-library-address.ts';
import { type FirstPage, useMediaList } from './use-media-list.ts';

type LibraryProps = {
  first: FirstPage | null;
  /** How the person saw it last. */
  keptView: LibraryView;
  keepView: (view: LibraryView) => Promise<void>;
};

/** What is looked for, and what is looked at, lives in the address. */
export function Library({ first, keptView, keepView }: LibraryProps) {
  const t = useTranslations('library');
  const { filter, openedId, lookFor, open, turnTo, close } = useLibraryAddress();
  const list = useMediaList(apiSearch(filter), first);
  const [view, setView] = useState(keptView);
  const see = (next: LibraryView) => {
    setView(next);
    startTransition(() => keepView(next));
  };
  return (
    <DropZone header={<PageHeader title={t('title')} />}>
      <LibraryUploads />
      <LibraryFilters filter={filter} onChange={lookFor} view={view} onView={see} />
      <FilterLine count={list.isThere ? list.count : null} filter={filter} onChange={lookFor} />
      <MediaResults
        list={list}
        view={view}
        isFiltered={conditionsOf(filter).length > 0}
        openedId={openedId}
        onOpen={open}
        onClear={() => lookFor(noConditions)}
      />
      {openedId && <MediaDrawer id={openedId} list={list} onTurnTo={turnTo} onClose={close} />}
    </DropZone>
  );
}
