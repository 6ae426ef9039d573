'use client';
// What to look for among the films.
import { Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';

type FilmFiltersProps = {
  q: string;
  state: string;
  onChange: (changes: { q?: string; state?: string }) => void;
};

/** Long enough to finish a word, short enough to feel live. */
const typingPauseMs = 300;
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
      <SearchInput q={q} onSearch={(words) => onChange({ q: words })} />
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

function SearchInput({ q, onSearch }: { q: string; onSearch: (words: string) => void }) {
  const t = useTranslations('films');
  const [words, setWords] = useState(q);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setWords(q), [q]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <div className="relative min-w-56 flex-1">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-3 left-3.5 size-5 text-ink-muted"
      />
      <Input
        type="search"
        aria-label={t('search')}
        placeholder={t('searchPlaceholder')}
        value={words}
        onChange={({ target }) => {
          setWords(target.value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => onSearch(target.value.trim()), typingPauseMs);
        }}
        hasIcon
      />
    </div>
  );
}
