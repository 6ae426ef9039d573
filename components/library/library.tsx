'use client';
// The library: files are brought in anywhere on it; below is what goes on and what there is.
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { PageHeader } from '#components/layout/page-header.tsx';
import { DropZone } from './drop-zone.tsx';
import { LibraryFilters } from './library-filters.tsx';
import { LibraryUploads } from './library-uploads.tsx';
import { anything, filterSearch, type MediaFilter, readFilter } from './media-filter.ts';
import { MediaResults } from './media-results.tsx';

/** What is looked for lives in the address. */
export function Library() {
  const t = useTranslations('library');
  const router = useRouter();
  const pathname = usePathname();
  const filter = readFilter(new URLSearchParams(useSearchParams()));
  const search = filterSearch(filter);

  const lookFor = (next: MediaFilter) => {
    const search = filterSearch(next);
    router.replace(search ? `${pathname}?${search}` : pathname, { scroll: false });
  };

  return (
    <DropZone header={<PageHeader title={t('title')} />}>
      <LibraryUploads />
      <LibraryFilters filter={filter} onChange={lookFor} />
      <MediaResults search={search} isFiltered={search !== ''} onClear={() => lookFor(anything)} />
    </DropZone>
  );
}
