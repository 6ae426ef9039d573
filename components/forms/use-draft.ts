'use client';
// The draft a form is written in: named by the address, kept while one types, gone on with, discarded.
import { useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { type BroughtIn, broughtInFor } from '#lib/client/brought-in.ts';
import { DraftKeeper, type DraftState } from '#lib/client/draft-keeper.ts';
import { abandonDraft, deleteDraft, draftsKey, getDraft, putDraft } from '#lib/client/drafts.ts';
import { draftOf, draftPage, formPlace } from '#lib/client/form-place.ts';
import { newUuid } from '#lib/client/new-id.ts';
import { onSignedIn } from '#lib/client/signed-in.ts';
import { dismissForm, useHasFormUploads } from '#lib/client/upload/use-form-uploads.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { Draft, DraftInput } from '#lib/shared/schemas/draft.ts';
import type { Noun } from '#lib/shared/schemas/record.ts';
import { useNewerDraft } from './use-newer-draft.ts';

type DraftOptions = {
  noun: Noun;
  recordId: string | undefined;
  /** Puts a draft into the form. */
  fill: (draft: Draft, place: string) => void;
  /** Puts the form back to what is saved. */
  empty: () => void;
};

type Session = {
  draftId: string;
  /** `gone`: the address named one that was saved or discarded meanwhile. */
  phase: 'fresh' | 'opening' | 'opened' | 'failed' | 'gone';
  openedFrom: Date | null;
  /** What was stored for it before it was opened here. */
  broughtIn: BroughtIn;
};

export type FormDraft = ReturnType<typeof useDraft>;

export function useDraft({ noun, recordId, ...options }: DraftOptions) {
  const queries = useQueryClient();
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const named = draftOf(useSearchParams());
  const [session, setSession] = useState(() => (named ? opening(named) : fresh()));
  const { draftId, phase } = session;
  const [keeper] = useState(
    () => new DraftKeeper(draftId, { put: putDraft, now: () => new Date() }),
  );
  const place = formPlace(noun, recordId, draftId);
  const state = useSyncExternalStore(keeper.subscribe, keeper.snapshot, () => nothingKept);
  const hasUploads = useHasFormUploads(place);

  const start = useCallback(
    (next: Session) => {
      keeper.open(next.draftId, null);
      setSession(next);
    },
    [keeper],
  );
  const inAddress = useAddress(named, (draftId) => {
    if (draftId === session.draftId) return;
    void keeper.flush();
    if (!draftId) latest.current.empty();
    start(draftId ? opening(draftId) : fresh());
  });

  const take = useCallback(
    (draft: Draft) => {
      latest.current.fill(draft, formPlace(noun, recordId, draft.id));
      const openedFrom = new Date(draft.updatedAt);
      keeper.open(draft.id, { at: openedFrom, fields: draft.fields });
      setSession({
        ...{ draftId: draft.id, phase: 'opened', openedFrom },
        broughtIn: broughtInFor(draft),
      });
    },
    [noun, recordId, keeper],
  );
  useNewerDraft(draftId, keeper, take);

  useEffect(() => {
    if (phase !== 'opening') return;
    const wait = new AbortController();
    getDraft(draftId, wait.signal).then(
      (draft) => {
        if (wait.signal.aborted) return;
        if (draft.noun !== noun || draft.subjectId !== (recordId ?? null))
          return start(fresh('gone'));
        take(draft);
      },
      (error: unknown) => {
        if (wait.signal.aborted) return;
        const isGone = error instanceof AppError && error.code === 'not_found';
        if (isGone) start(fresh('gone'));
        else setSession({ ...opening(draftId), phase: 'failed' });
      },
    );
    return () => wait.abort();
  }, [phase, draftId, noun, recordId, take, start]);

  // As soon as there is something to come back to, the address leads there.
  const isKept = hasUploads || (state.name === 'saved' && phase !== 'opening');
  useEffect(() => {
    if (isKept) inAddress.name(draftId);
    else if (phase === 'gone') inAddress.name(null);
  }, [isKept, phase, draftId, inAddress]);

  useLastMoments(keeper);

  const refresh = () => void queries.invalidateQueries({ queryKey: draftsKey });
  const forget = useCallback(() => {
    void queries.invalidateQueries({ queryKey: draftsKey });
    inAddress.name(null);
    start(fresh());
  }, [queries, inAddress, start]);

  return {
    draftId,
    place,
    phase,
    openedFrom: session.openedFrom,
    broughtIn: session.broughtIn,
    state,
    keeper,
    hasUploads,
    /** Takes in how the form is now: its changed fields, the order of its files. */
    note: useCallback(
      (input: DraftInput) => {
        if (phase === 'opening' || phase === 'failed') return;
        const isUntouched = isEmpty(input.fields) && isEmpty(input.fileOrders);
        if (isUntouched && keeper.snapshot().name === 'none') return;
        keeper.change(input);
      },
      [phase, keeper],
    ),
    /** Goes on with another draft; what is in the form stays in its own. */
    resume: (id: string) => {
      void keeper.flush();
      start(opening(id));
    },
    openAgain: () => setSession(opening(draftId)),
    /** The form was saved: the next change begins another draft. */
    forget,
    /** Throws away what was typed and brought in since the last save. */
    discard: ({ isLeaving }: { isLeaving: boolean }) => {
      dismissForm(place);
      if (isLeaving) abandonDraft(draftId);
      else deleteDraft(draftId).then(refresh, refresh);
      latest.current.empty();
      forget();
    },
  };
}

function isEmpty(object: object): boolean {
  return Object.keys(object).length === 0;
}

const nothingKept: DraftState = { name: 'none' };

function fresh(phase: 'fresh' | 'gone' = 'fresh'): Session {
  return { draftId: newUuid(), phase, openedFrom: null, broughtIn: broughtInFor(null) };
}

function opening(draftId: string): Session {
  return { draftId, phase: 'opening', openedFrom: null, broughtIn: broughtInFor(null) };
}

/** Names the draft in the address without a step back to it; calls back when somebody else does. */
function useAddress(named: string | null, onNamed: (draftId: string | null) => void) {
  const latest = useRef(onNamed);
  useEffect(() => {
    latest.current = onNamed;
  });
  const [address] = useState(() => ({
    draftId: named,
    name(draftId: string | null) {
      if (this.draftId === draftId) return;
      this.draftId = draftId;
      const { pathname } = window.location;
      window.history.replaceState(null, '', draftId ? draftPage(pathname, draftId) : pathname);
    },
  }));
  useEffect(() => {
    // What we wrote ourselves arrives late, perhaps after something newer.
    const isNow = named === draftOf(new URLSearchParams(window.location.search));
    if (!isNow || address.draftId === named) return;
    address.draftId = named;
    latest.current(named);
  }, [address, named]);
  return address;
}

/** Sends what is not sent when the page may be gone in a moment, and again when that can help. */
function useLastMoments(keeper: DraftKeeper): void {
  useEffect(() => {
    const leave = () => keeper.leave();
    const hide = () => {
      if (document.visibilityState === 'hidden') keeper.leave();
    };
    const tryAgain = () => keeper.tryAgain();
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', hide);
    window.addEventListener('online', tryAgain);
    const stopListening = onSignedIn(tryAgain);
    return () => {
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', hide);
      window.removeEventListener('online', tryAgain);
      stopListening();
      void keeper.flush();
    };
  }, [keeper]);
}
