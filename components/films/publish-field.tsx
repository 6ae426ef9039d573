'use client';
// Decides when a film is public: not yet, now, or from a date on.
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { RadioCards } from '#components/ui/radio-cards.tsx';
import { filmState } from './film-state.ts';
import { localInputTime, utcTime } from './local-time.ts';

type Visibility = 'draft' | 'now' | 'at';

type PublishFieldProps = {
  /** ISO time, null for a draft, empty while a date is still to be chosen. */
  value: string | null;
  onChange: (publishedAt: string | null) => void;
  error?: string;
};

export function PublishField({ value, onChange, error }: PublishFieldProps) {
  const t = useTranslations('film');
  const [visibility, setVisibility] = useState<Visibility>(() => visibilityOf(value));
  const choose = (chosen: Visibility) => {
    setVisibility(chosen);
    if (chosen === 'draft') onChange(null);
    else onChange(chosen === 'now' ? new Date().toISOString() : '');
  };
  return (
    <div className="grid grid-cols-1 gap-4">
      <RadioCards
        label={t('visibility')}
        value={visibility}
        onChange={choose}
        options={[
          { value: 'draft', label: t('draft'), hint: t('draftHint') },
          { value: 'now', label: t('publishNow'), hint: t('publishNowHint') },
          { value: 'at', label: t('publishAt'), hint: t('publishAtHint') },
        ]}
      />
      {visibility === 'at' && (
        <Field label={t('publishDate')} error={error}>
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              defaultValue={value ? localInputTime(value) : ''}
              onChange={({ target }) => onChange(utcTime(target.value) ?? '')}
            />
          )}
        </Field>
      )}
    </div>
  );
}

function visibilityOf(publishedAt: string | null): Visibility {
  if (publishedAt === '') return 'at';
  const state = filmState({ publishedAt }, new Date());
  if (state === 'draft') return 'draft';
  return state === 'published' ? 'now' : 'at';
}
