'use client';
// What to look for in the library.
import { useTranslations } from 'next-intl';
import { SearchInput } from '#components/ui/search-input.tsx';
import { Select } from '#components/ui/select.tsx';
import { mediaStatuses } from '#lib/shared/media-state.ts';
import { mediaTypes } from '#lib/shared/schemas/media.ts';
import type { MediaFilter } from './media-filter.ts';

type LibraryFiltersProps = { filter: MediaFilter; onChange: (filter: MediaFilter) => void };

export function LibraryFilters({ filter, onChange }: LibraryFiltersProps) {
  const t = useTranslations('library');
  const media = useTranslations('media');
  return (
    <search className="mb-4 flex flex-wrap gap-3">
      <SearchInput
        label={t('search')}
        placeholder={t('searchPlaceholder')}
        words={filter.q}
        onSearch={(q) => onChange({ ...filter, q })}
      />
      <div className="flex gap-3 max-sm:w-full">
        <Choice
          label={t('type')}
          anyLabel={t('allTypes')}
          value={filter.type}
          options={mediaTypes.map((type) => ({ value: type, label: t(`types.${type}`) }))}
          onChoose={(type) => onChange({ ...filter, type })}
        />
        <Choice
          label={t('status')}
          anyLabel={t('allStatuses')}
          value={filter.status}
          options={mediaStatuses.map((status) => ({ value: status, label: media(status) }))}
          onChoose={(status) => onChange({ ...filter, status })}
        />
      </div>
    </search>
  );
}

type ChoiceProps<Value extends string> = {
  label: string;
  anyLabel: string;
  value: Value | '';
  options: { value: Value; label: string }[];
  onChoose: (value: Value | '') => void;
};

/** A select cannot have an empty value. */
const any = 'any';

function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, anyLabel, value, options, onChoose } = props;
  return (
    <Select
      aria-label={label}
      value={value || any}
      options={[{ value: any, label: anyLabel }, ...options]}
      onValueChange={(chosen) =>
        onChoose(options.find((option) => option.value === chosen)?.value ?? '')
      }
      className="min-w-0 sm:w-40"
    />
  );
}
