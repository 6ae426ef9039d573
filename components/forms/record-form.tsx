'use client';
// The frame of every record's form: its cards, beside them what saves it, above them its draft.
import type { ReactNode } from 'react';
import { BroughtInProvider } from '#lib/client/brought-in.ts';
import { useIsHydrated } from '#lib/client/use-is-hydrated.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { DraftNotices, type DraftNoticesProps } from './draft-notices.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { SavePanel, type SavePanelProps } from './save-panel.tsx';
import type { ShownConflict } from './use-conflict.ts';
import type { Leaving } from './use-leaving.ts';

type RecordFormProps = {
  /** What `useRecordForm` answered. */
  record: SavePanelProps &
    DraftNoticesProps & {
      submit: () => Promise<void>;
      filling: number;
      isLocked: boolean;
      conflict: ShownConflict | null;
      leaving: Leaving | null;
    };
  /** Cards beside the others, above the button that saves. */
  aside?: ReactNode;
  children: ReactNode;
};

export function RecordForm({ record, aside, children }: RecordFormProps) {
  const isHydrated = useIsHydrated();
  const { draft, filling, isLocked, conflict, leaving } = record;
  return (
    <>
      <DraftNotices {...record} />
      <form
        method="post"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void record.submit();
        }}
      >
        <fieldset
          // What is typed before the draft is there would be lost to it.
          disabled={!isHydrated || draft.phase === 'opening'}
          className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]"
        >
          <div key={filling} inert={isLocked} className="grid grid-cols-1 min-w-0 gap-6">
            <BroughtInProvider value={draft.broughtIn}>{children}</BroughtInProvider>
          </div>
          <div className="grid grid-cols-1 gap-6 lg:sticky lg:top-22">
            {aside && (
              <div key={filling} inert={isLocked} className="grid grid-cols-1 gap-6">
                {aside}
              </div>
            )}
            <SavePanel {...record} />
          </div>
        </fieldset>
      </form>
      {conflict && <ConflictDialog conflict={conflict} />}
      {leaving && <LeaveDialog leaving={leaving} place={draft.place} />}
    </>
  );
}
