'use client';
// What to look for in a list of records, and in which order.
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { FilterChoice } from '#components/ui/filter-choice.tsx';
import { SearchInput } from '#components/ui/search-input.tsx';
import { Select } from '#components/ui/select.tsx';
import { categoriesQuery } from '#lib/client/categories.ts';
import { type Noun, type RecordSort, recordSorts } from '#lib/shared/schemas/record.ts';
import { AlbumChoice } from './album-choice.tsx';
import { defaultSort } from './record-search.ts';

type RecordFiltersProps = {
  noun: Noun;
  search: URLSearchParams;
  onChange: (changes: Record<string, string>) => void;
};

const sortWords = {
  '-createdAt': 'newest',
  createdAt: 'oldest',
  '-updatedAt': 'changed',
  title: 'aToZ',
  '-title': 'zToA',
} as const satisfies Record<RecordSort, string>;

const conditionClasses = 'min-w-36 flex-1 sm:w-44 sm:flex-none';

export function RecordFilters({ noun, search, onChange }: RecordFiltersProps) {
  const t = useTranslations('records');
  const asked = (name: string) => search.get(name) ?? '';
  return (
    <search className="mb-5 flex flex-wrap gap-3">
      <SearchInput
        label={t(`${noun}.search`)}
        placeholder={t(`${noun}.searchPlaceholder`)}
        words={asked('q')}
        onSearch={(q) => onChange({ q })}
      />
      <div className="flex flex-wrap gap-3 max-sm:w-full">
        {noun === 'film' && (
          <StateChoice value={asked('state')} onChoose={(state) => onChange({ state })} />
        )}
        {(noun === 'film' || noun === 'video') && (
          <CategoryChoice
            value={asked('categoryId')}
            onChoose={(categoryId) => onChange({ categoryId })}
          />
        )}
        {noun === 'photo' && (
          <AlbumChoice value={asked('albumId')} onChoose={(albumId) => onChange({ albumId })} />
        )}
        <Select
          aria-label={t('sort')}
          value={search.get('sort') ?? defaultSort}
          options={recordSorts.map((sort) => ({
            value: sort,
            label: t(`sorts.${sortWords[sort]}`),
          }))}
          onValueChange={(sort) => onChange({ sort: sort === defaultSort ? '' : sort })}
          className={conditionClasses}
        />
      </div>
    </search>
  );
}

type ChoiceProps = { value: string; onChoose: (value: string) => void };

function StateChoice(props: ChoiceProps) {
  const t = useTranslations('films');
  return (
    <FilterChoice
      {...props}
      className={conditionClasses}
      label={t('state')}
      anyLabel={t('allStates')}
      options={[
        { value: 'draft', label: t('draft') },
        { value: 'published', label: t('published') },
      ]}
    />
  );
}

function CategoryChoice(props: ChoiceProps) {
  const t = useTranslations('records');
  const { data } = useQuery(categoriesQuery());
  return (
    <FilterChoice
      {...props}
      className={conditionClasses}
      label={t('category')}
      anyLabel={t('allCategories')}
      options={data?.results.map(({ id, name }) => ({ value: id, label: name })) ?? []}
    />
  );
}
