// Holds the place of a list while it is loaded.
import { useTranslations } from 'next-intl';
import { PageHeader } from '#components/layout/page-header.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { Noun } from '#lib/shared/schemas/record.ts';
import type { Layout } from './record-face.ts';
import { useNounWords } from './use-noun-words.ts';

export const gridClasses = 'grid grid-cols-2 gap-3 sm:grid-cols-3 sm:gap-4 lg:grid-cols-4';

/** The whole page, while the server reads. */
export function LoadingList({ noun, layout }: { noun: Noun; layout: Layout }) {
  const words = useNounWords(noun);
  return (
    <>
      <PageHeader title={words('title')} />
      <Skeleton className="mb-5 h-11" />
      <LoadingRecords layout={layout} />
    </>
  );
}

const places = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

export function LoadingRecords({ layout }: { layout: Layout }) {
  const t = useTranslations('app');
  return (
    <>
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <div className={layout === 'grid' ? gridClasses : 'grid gap-3'}>
        {places.map((place) => (
          <Skeleton key={place} className={layout === 'grid' ? 'aspect-square' : 'h-22'} />
        ))}
      </div>
    </>
  );
}
