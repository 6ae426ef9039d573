// One page of the settings: what it is for, a button for something new, and what there is.
import type { ReactNode } from 'react';
import { Button } from '#components/ui/button.tsx';

type SettingsSectionProps = {
  id: string;
  title: string;
  intro: string;
  newLabel: string;
  onNew: () => void;
  children: ReactNode;
};

export function SettingsSection({
  id,
  title,
  intro,
  newLabel,
  onNew,
  children,
}: SettingsSectionProps) {
  return (
    <section aria-labelledby={id} className="grid grid-cols-1 gap-6">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid max-w-2xl gap-1">
          <h2 id={id} className="font-semibold text-xl">
            {title}
          </h2>
          <p className="text-ink-muted">{intro}</p>
        </div>
        <Button onClick={onNew}>{newLabel}</Button>
      </div>
      {children}
    </section>
  );
}
