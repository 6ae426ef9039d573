'use client';
// How many files were found, and what narrows them: each with a button that takes it away.
import { X } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { formatDay } from '#lib/client/format.ts';
import { type Condition, conditionsOf, type MediaFilter, noConditions } from './media-filter.ts';

type FilterLineProps = {
  /** Null while nobody knows. */
  count: number | null;
  filter: MediaFilter;
  onChange: (changes: Partial<MediaFilter>) => void;
};

/** As high with filters as without: what is below stays where it is. */
export function FilterLine({ count, filter, onChange }: FilterLineProps) {
  const t = useTranslations('library');
  return (
    <div className="mb-3 flex min-h-9 flex-wrap items-center gap-x-4 gap-y-2">
      <p role="status" className="text-ink-muted text-sm">
        {count !== null && t('count', { count })}
      </p>
      <FilterChips filter={filter} onChange={onChange} />
    </div>
  );
}

function FilterChips({ filter, onChange }: Omit<FilterLineProps, 'count'>) {
  const t = useTranslations('library');
  const wordsOf = useWords(filter);
  const conditions = conditionsOf(filter);
  if (conditions.length === 0) return null;
  return (
    <section aria-label={t('filters')} className="min-w-0">
      <ul className="flex flex-wrap items-center gap-2">
        {conditions.map((name) => (
          <li key={name}>
            <button
              type="button"
              aria-label={t('removeFilter', { filter: wordsOf(name) })}
              onClick={() => onChange({ [name]: '' })}
              className="inline-flex h-8 max-w-64 items-center gap-1.5 rounded-full bg-accent-soft pr-2 pl-3 text-accent-strong text-sm hover:bg-sunken"
            >
              <span className="truncate">{wordsOf(name)}</span>
              <X aria-hidden className="size-3.5 shrink-0" />
            </button>
          </li>
        ))}
        <li>
          <Button look="quiet" size="small" onClick={() => onChange(noConditions)}>
            {t('clearFilters')}
          </Button>
        </li>
      </ul>
    </section>
  );
}

function useWords(filter: MediaFilter): (name: Condition) => string {
  const t = useTranslations('library');
  const media = useTranslations('media');
  const locale = useLocale();
  const { q, type, status, attached, from, to } = filter;
  return (name) => {
    const words: Record<Condition, string> = {
      q,
      type: type && t(`types.${type}`),
      status: status && media(status),
      attached: t(attached === '1' ? 'used' : 'unused'),
      from: from && t('chips.from', { day: formatDay(from, locale) }),
      to: to && t('chips.to', { day: formatDay(to, locale) }),
    };
    return words[name];
  };
}
