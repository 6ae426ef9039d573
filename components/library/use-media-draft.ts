'use client';
// The memory of a file's details: what was entered, saving it, and what somebody else saved meanwhile.
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { useChangeMedia } from '#lib/client/media.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { changesOf, draftOf, type MediaDraft } from './media-draft.ts';

export type MediaDraftForm = ReturnType<typeof useMediaDraft>;

type Unsaved = {
  entered: Partial<MediaDraft>;
  /** Of the media that was there when the first of it was entered: nobody is overwritten unasked. */
  version: number | null;
};
const nothingEntered: Unsaved = { entered: {}, version: null };
/** By media: who looks at another file and comes back finds what they typed. */
const unsaved = new Map<string, Unsaved>();

/** Fields nobody touched follow the media as it changes; what was entered stays until it is saved. */
export function useMediaDraft(media: Media, onSaved?: () => void) {
  const t = useTranslations('library.describe');
  const change = useChangeMedia();
  const [{ entered, version }, setUnsaved] = useState(unsaved.get(media.id) ?? nothingEntered);
  const keep = (next: (before: Unsaved) => Unsaved) =>
    setUnsaved((before) => {
      const after = next(before);
      unsaved.set(media.id, after);
      return after;
    });
  const changes = changesOf(media, entered);
  const { error } = change;
  const isConflict = error instanceof AppError && error.code === 'conflict';

  return {
    draft: draftOf(media, entered),
    isChanged: changes !== null,
    isSaving: change.isPending,
    isConflict,
    error,
    enter(fields: Partial<MediaDraft>) {
      keep(({ entered, version }) => ({
        entered: { ...entered, ...fields },
        version: version ?? media.version,
      }));
    },
    /** This page itself saved something else: what was entered is no older for it. */
    follow(before: number, after: number) {
      keep(({ entered, version }) => ({ entered, version: version === before ? after : version }));
    },
    save() {
      if (!changes || change.isPending) return;
      // Who was told of the conflict and saves again means to replace what is there now.
      const expected = isConflict ? media.version : (version ?? media.version);
      change.mutate(
        { id: media.id, ...changes, version: expected },
        {
          onSuccess: () => {
            keep(() => nothingEntered);
            toast.success(t('saved'));
            onSaved?.();
          },
        },
      );
    },
  };
}
