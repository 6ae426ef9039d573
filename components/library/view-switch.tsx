'use client';
// Cards or rows.
import { LayoutGrid, List } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ToggleGroup } from 'radix-ui';
import { type LibraryView, libraryViews } from '#lib/shared/library-view.ts';

const icons = { grid: LayoutGrid, list: List };

type ViewSwitchProps = { view: LibraryView; onChange: (view: LibraryView) => void };

export function ViewSwitch({ view, onChange }: ViewSwitchProps) {
  const t = useTranslations('library');
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={t('view')}
      value={view}
      onValueChange={(chosen) => {
        const next = libraryViews.find((known) => known === chosen);
        if (next) onChange(next);
      }}
      className="flex h-11 shrink-0 rounded-md border border-line-strong/70 bg-surface p-1"
    >
      {libraryViews.map((name) => {
        const Icon = icons[name];
        return (
          <ToggleGroup.Item
            key={name}
            value={name}
            aria-label={t(`views.${name}`)}
            title={t(`views.${name}`)}
            className="grid w-9 place-items-center rounded-sm text-ink-muted hover:text-ink data-[state=on]:bg-accent-soft data-[state=on]:text-accent-strong"
          >
            <Icon aria-hidden className="size-4.5" />
          </ToggleGroup.Item>
        );
      })}
    </ToggleGroup.Root>
  );
}
