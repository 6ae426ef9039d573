// Brings one file in with the browser's engine, and goes on where an earlier command stopped.
import { getMedia } from '#lib/client/media-requests.ts';
import { type Attempt, newAttempt } from '#lib/client/upload/attempt.ts';
import { type BringInContext, bringIn, type Outcome } from '#lib/client/upload/bring-in.ts';
import { type RetryContext, retrying } from '#lib/client/upload/retrying.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { ChosenFile } from './choose-purpose.ts';
import { openDiskFile } from './disk-file.ts';
import { nameOf, type UploadNote, type UploadNotes } from './upload-notes.ts';

export type Brought = { media: Media; wasThere: boolean };

type Tools = RetryContext &
  Omit<BringInContext, 'remembered' | 'slot' | 'onTicket' | 'onEtag' | keyof RetryContext> & {
    notes: UploadNotes;
    /** What names this file among all that this computer may send there. */
    place: readonly string[];
  };

/**
 * Answers the media once the store has the file and its hash was compared; one that is there already
 * is answered and not sent. Throws what `bringIn` throws.
 */
export async function bringOne(file: ChosenFile, tools: Tools): Promise<Brought> {
  const { notes, place } = tools;
  const name = nameOf(...place, file.purpose);
  // The same file asks under the same key, also after a kill that left no note: nothing is opened twice.
  const key = nameOf(...place, file.purpose, file.byteSize, file.modifiedMs);
  const note = await notes.find(name);
  const attempt = newAttempt(note && { id: note.uploadId, token: null }, key);
  const outcome = await send(file, attempt, { ...tools, name, note });
  const brought = await settle(outcome, tools);
  await notes.forget(name);
  return brought;
}

async function send(
  file: ChosenFile,
  attempt: Attempt,
  { name, note, notes, ...tools }: Tools & { name: string; note: UploadNote | null },
): Promise<Outcome> {
  const content = await openDiskFile(file);
  let kept = note;
  const keep = (changed: UploadNote) => {
    kept = changed;
    void notes.keep(name, changed);
  };
  const context: BringInContext = {
    ...tools,
    slot: null,
    get remembered() {
      return kept && { ...kept, ...nobodys, purpose: file.purpose };
    },
    onTicket: (ticket, fingerprint) => {
      // What goes in one piece is not worth a note: the key finds its upload again.
      if (ticket.strategy === 'single' || !fingerprint) return;
      const { name: fileName, size: byteSize, lastModified: lastModifiedMs } = content;
      const uploadId = ticket.id;
      keep({ uploadId, fileName, byteSize, lastModifiedMs, fingerprint, etagsAreMd5: null });
    },
    onEtag: (isMd5) => {
      if (kept && kept.etagsAreMd5 !== false && kept.etagsAreMd5 !== isMd5) {
        keep({ ...kept, etagsAreMd5: isMd5 });
      }
    },
  };
  const bring = () => bringIn(content, file.purpose, attempt, context);
  return bring().catch((error: unknown) => {
    // Another file than the one begun lies there now, or that upload is over: this one begins anew.
    if (!isAboutTheOther(error)) throw error;
    Object.assign(attempt, newAttempt());
    return bring();
  });
}

const nobodys = { ownerId: '', slot: null, page: null, handle: null };

function isAboutTheOther(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'file_changed' || error.code === 'conflict');
}

async function settle(outcome: Outcome, context: RetryContext): Promise<Brought> {
  if ('duplicate' in outcome) {
    const { duplicateOf } = outcome.duplicate;
    const media = await retrying(context, () => getMedia(duplicateOf, context.signal));
    return { media, wasThere: true };
  }
  await outcome.proven;
  return { media: outcome.media, wasThere: false };
}
