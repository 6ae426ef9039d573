'use client';
// The frame of every record's form: its cards, and beside them what saves it.
import type { ReactNode } from 'react';
import { useIsHydrated } from '#lib/client/use-is-hydrated.ts';
import { SavePanel, type SavePanelProps } from './save-panel.tsx';

type RecordFormProps = {
  record: SavePanelProps & { submit: () => Promise<void> };
  /** Cards beside the others, above the button that saves. */
  aside?: ReactNode;
  children: ReactNode;
};

export function RecordForm({ record, aside, children }: RecordFormProps) {
  const isHydrated = useIsHydrated();
  return (
    <form
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void record.submit();
      }}
    >
      <fieldset
        disabled={!isHydrated}
        className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]"
      >
        <div className="grid min-w-0 gap-6">{children}</div>
        <div className="grid gap-6 lg:sticky lg:top-22">
          {aside}
          <SavePanel {...record} />
        </div>
      </fieldset>
    </form>
  );
}
