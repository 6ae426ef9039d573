'use client';
// Two people changed one record: shows both, field by field, and makes one of them.
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { RadioCards } from '#components/ui/radio-cards.tsx';
import type { Side } from './conflicts.ts';
import type { ShownConflict } from './use-conflict.ts';

export function ConflictDialog({ conflict }: { conflict: ShownConflict }) {
  const t = useTranslations('form');
  const { rows, resolve, close } = conflict;
  // What only they changed is nobody's loss when it is taken.
  const [choices, setChoices] = useState<Record<string, Side>>(() =>
    Object.fromEntries(
      rows.map(({ field, isContested }) => [field, isContested ? 'mine' : 'theirs']),
    ),
  );
  const allOf = (side: Side) => Object.fromEntries(rows.map(({ field }) => [field, side]));
  return (
    <Dialog title={t('conflict.title')} closeLabel={t('conflict.close')} onClose={close}>
      <p className="text-ink-muted">{t(rows.length > 0 ? 'conflict.text' : 'conflict.textNone')}</p>
      <div className="mt-5 grid grid-cols-1 gap-5">
        {rows.map(({ field, label, mine, theirs }) => (
          <div key={field} className="grid grid-cols-1 gap-1.5">
            <p className="font-medium text-sm">{label}</p>
            <RadioCards
              label={label}
              value={choices[field] ?? 'mine'}
              onChange={(side) => setChoices({ ...choices, [field]: side })}
              options={[
                { value: 'mine', label: t('conflict.mine'), hint: mine },
                { value: 'theirs', label: t('conflict.theirs'), hint: theirs },
              ]}
            />
          </div>
        ))}
      </div>
      <div className="mt-6 flex flex-wrap justify-end gap-3">
        {rows.length > 0 && (
          <>
            <Button look="quiet" onClick={() => resolve(allOf('theirs'))}>
              {t('conflict.takeTheirs')}
            </Button>
            <Button look="secondary" onClick={() => resolve(allOf('mine'))}>
              {t('conflict.keepMine')}
            </Button>
          </>
        )}
        <Button onClick={() => resolve(choices)}>{t('conflict.save')}</Button>
      </div>
    </Dialog>
  );
}
