// Goes on with an upload of an earlier visit: what is stored stays, once the file proves to be the same.
import { AppError } from '#lib/shared/errors.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { UploadSession } from '#lib/shared/schemas/upload.ts';
import { getSession, signParts, type UploadRef } from '../uploads.ts';
import { type Attempt, startOver, type Ticket } from './attempt.ts';
import type { Hasher } from './hashing.ts';
import { requireSameFile } from './same-file.ts';
import type { RememberedUpload } from './upload-memory.ts';
import type { UploadRequests } from './upload-requests.ts';

type Tools = {
  requests: UploadRequests;
  hasher: Hasher;
  remembered: RememberedUpload | null;
  signal: AbortSignal;
  now: () => number;
};

/**
 * Answers the media when everything had arrived already. Else fills in `attempt`: the ticket and the
 * parts the store has, or nothing when the session is over and another has to be opened.
 * Throws AppError `file_changed` when this is not the file that was begun.
 */
export async function takeUpEarlier(
  file: File,
  earlier: UploadRef,
  attempt: Attempt,
  tools: Tools,
): Promise<Media | null> {
  const { requests, hasher, remembered, signal, now } = tools;
  try {
    const session = await getSession(earlier, signal);
    attempt.storedParts = storedPartsOf(session);
    // The tab may have gone after the last byte, or before it heard that all is well.
    const isWhole = attempt.storedParts.size === (session.partCount ?? 1);
    if (isWhole || session.status !== 'open') {
      return await requests.complete({ upload: session, body: {} });
    }
    await requireSameFile(file, { session, remembered, hasher });
    attempt.ticket = await ticketOf(session, { signal, receivedAtMs: now() });
    attempt.earlier = null;
  } catch (error) {
    if (!isOver(error)) throw error;
    startOver(attempt);
  }
  return null;
}

function isOver(error: unknown): boolean {
  return (
    error instanceof AppError && (error.code === 'upload_expired' || error.code === 'not_found')
  );
}

function storedPartsOf({ storedParts = [], size, partSize }: UploadSession): Set<number> {
  const isWhole = (part: { partNumber: number; size: number }) =>
    part.size === Math.min(partSize ?? size, size - (part.partNumber - 1) * (partSize ?? size));
  return new Set(storedParts.filter(isWhole).map(({ partNumber }) => partNumber));
}

async function ticketOf(
  session: UploadSession,
  { signal, receivedAtMs }: { signal: AbortSignal; receivedAtMs: number },
): Promise<Ticket> {
  const { id, mediaId, key, expiresAt, token, partSize, partCount } = session;
  const about = { id, mediaId, key, expiresAt, token, receivedAtMs };
  if (partSize && partCount) {
    return { ...about, strategy: 'multipart', partSize, partCount, parts: [] };
  }
  const [whole] = await signParts(session, [1], { hosts: 'all', signal });
  if (!whole) throw new Error('the file was not signed');
  return { ...about, strategy: 'single', url: whole.url, headers: whole.headers };
}
