'use client';
// What to look for in the library, in which order, and how to see it.
import { SlidersHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { FilterChoice } from '#components/ui/filter-choice.tsx';
import { Input } from '#components/ui/input.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { SearchInput } from '#components/ui/search-input.tsx';
import { Select } from '#components/ui/select.tsx';
import type { LibraryView } from '#lib/shared/library-view.ts';
import { mediaStatuses } from '#lib/shared/media-state.ts';
import { mediaSorts, mediaTypes } from '#lib/shared/schemas/media.ts';
import type { MediaFilter } from './media-filter.ts';
import { ViewSwitch } from './view-switch.tsx';

type LibraryFiltersProps = {
  filter: MediaFilter;
  onChange: (changes: Partial<MediaFilter>) => void;
  view: LibraryView;
  onView: (view: LibraryView) => void;
};

const conditionClasses = 'min-w-0 sm:w-36';

export function LibraryFilters({ filter, onChange, view, onView }: LibraryFiltersProps) {
  const t = useTranslations('library');
  const media = useTranslations('media');
  return (
    <search className="mb-4 flex flex-wrap gap-3">
      <SearchInput
        label={t('search')}
        placeholder={t('searchPlaceholder')}
        words={filter.q}
        onSearch={(q) => onChange({ q })}
      />
      <div className="flex gap-3 max-sm:w-full">
        <FilterChoice
          label={t('type')}
          anyLabel={t('allTypes')}
          value={filter.type}
          options={mediaTypes.map((type) => ({ value: type, label: t(`types.${type}`) }))}
          onChoose={(type) => onChange({ type })}
          className={conditionClasses}
        />
        <FilterChoice
          label={t('status')}
          anyLabel={t('allStatuses')}
          value={filter.status}
          options={mediaStatuses.map((status) => ({ value: status, label: media(status) }))}
          onChoose={(status) => onChange({ status })}
          className={conditionClasses}
        />
      </div>
      <div className="flex gap-3 max-sm:w-full">
        <MoreFilters filter={filter} onChange={onChange} />
        <Select
          aria-label={t('sort')}
          value={filter.sort}
          options={mediaSorts.map((value) => ({ value, label: t(`sorts.${value}`) }))}
          onValueChange={(chosen) =>
            onChange({ sort: mediaSorts.find((sort) => sort === chosen) ?? filter.sort })
          }
          className="min-w-0 sm:w-40"
        />
        <ViewSwitch view={view} onChange={onView} />
      </div>
    </search>
  );
}

/** What is looked for less often. */
function MoreFilters({ filter, onChange }: Pick<LibraryFiltersProps, 'filter' | 'onChange'>) {
  const t = useTranslations('library');
  const { attached, from, to } = filter;
  const count = [attached, from, to].filter(Boolean).length;
  return (
    <Panel
      title={t('moreFilters')}
      closeLabel={t('close')}
      trigger={
        <Button look="secondary" aria-label={t('moreFiltersSet', { count })} className="px-3.5">
          <SlidersHorizontal aria-hidden className="size-4.5" />
          {count > 0 && <span className="tabular-nums">{count}</span>}
        </Button>
      }
    >
      <div className="grid gap-4 p-4">
        <Field label={t('use')}>
          {(control) => (
            <FilterChoice
              {...control}
              label={t('use')}
              anyLabel={t('usedOrNot')}
              value={attached}
              options={[
                { value: '1', label: t('used') },
                { value: '0', label: t('unused') },
              ]}
              onChoose={(attached) => onChange({ attached })}
            />
          )}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('addedFrom')}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={from}
                max={to || undefined}
                onChange={({ target }) => onChange({ from: target.value })}
              />
            )}
          </Field>
          <Field label={t('addedTo')}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={to}
                min={from || undefined}
                onChange={({ target }) => onChange({ to: target.value })}
              />
            )}
          </Field>
        </div>
      </div>
    </Panel>
  );
}
