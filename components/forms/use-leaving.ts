'use client';
// Leaving a form that was not saved: what the person decides.
import { useState } from 'react';
import { useLeaveGuard } from './leave-guard.tsx';
import type { FormDraft } from './use-draft.ts';

export type Leaving = {
  /** Goes once the draft is saved; answers false when it could not be. */
  keep: () => Promise<boolean>;
  discard: () => void;
  stay: () => void;
};

/** Asks while `isArmed`; answers what to do with the question, null while there is none. */
export function useLeaving(draft: FormDraft, isArmed: () => boolean): Leaving | null {
  const [way, setWay] = useState<{ go: () => void } | null>(null);
  useLeaveGuard({ isArmed, ask: (go) => setWay({ go }) });
  if (!way) return null;
  const stay = () => setWay(null);
  return {
    keep: async () => {
      const isKept = await draft.keeper.flush();
      if (isKept) {
        stay();
        way.go();
      }
      return isKept;
    },
    discard: () => {
      stay();
      draft.discard({ isLeaving: true });
      way.go();
    },
    stay,
  };
}
