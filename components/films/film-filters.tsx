'use client';
// What to look for among the films.
import { useTranslations } from 'next-intl';
import { SearchInput } from '#components/ui/search-input.tsx';
import { Select } from '#components/ui/select.tsx';

type FilmFiltersProps = {
  q: string;
  state: string;
  onChange: (changes: { q?: string; state?: string }) => void;
};

/** A select cannot have an empty value. */
const anyState = 'any';

export function FilmFilters({ q, state, onChange }: FilmFiltersProps) {
  const t = useTranslations('films');
  const states = [
    { value: anyState, label: t('allStates') },
    { value: 'draft', label: t('draft') },
    { value: 'published', label: t('published') },
  ];
  return (
    <search className="mb-6 flex flex-wrap gap-3">
      <SearchInput
        label={t('search')}
        placeholder={t('searchPlaceholder')}
        words={q}
        onSearch={(words) => onChange({ q: words })}
      />
      <Select
        aria-label={t('state')}
        value={state || anyState}
        options={states}
        onValueChange={(value) => onChange({ state: value === anyState ? '' : value })}
        className="max-w-48 max-sm:max-w-none"
      />
    </search>
  );
}
