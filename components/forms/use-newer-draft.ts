'use client';
// Notices, when a window is turned to again, that its draft was written on elsewhere meanwhile.
import { useEffect, useRef } from 'react';
import type { DraftKeeper } from '#lib/client/draft-keeper.ts';
import { getDraft } from '#lib/client/drafts.ts';
import type { Draft } from '#lib/shared/schemas/draft.ts';
import { isSame } from './changed-fields.ts';

/**
 * Calls back with the draft as it is now, when its fields are not those that were known here. While
 * something is not sent yet, what is in this window counts.
 */
export function useNewerDraft(
  draftId: string,
  keeper: DraftKeeper,
  onNewer: (draft: Draft) => void,
): void {
  const latest = useRef(onNewer);
  useEffect(() => {
    latest.current = onNewer;
  });
  useEffect(() => {
    const wait = new AbortController();
    const look = async () => {
      const known = keeper.kept();
      const isAtRest = () => keeper.snapshot().name === 'saved' && keeper.kept() === known;
      if (document.visibilityState === 'hidden' || !isAtRest()) return;
      // One that is gone, or out of reach, is noticed with the next change.
      const draft = await getDraft(draftId, wait.signal).catch(() => null);
      if (!draft || wait.signal.aborted || !isAtRest()) return;
      if (!isSame(draft.fields, known)) latest.current(draft);
    };
    const turnTo = () => void look();
    window.addEventListener('focus', turnTo);
    document.addEventListener('visibilitychange', turnTo);
    return () => {
      wait.abort();
      window.removeEventListener('focus', turnTo);
      document.removeEventListener('visibilitychange', turnTo);
    };
  }, [draftId, keeper]);
}
