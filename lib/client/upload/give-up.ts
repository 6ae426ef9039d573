// Gives sessions up that nobody wants any more.
import { AppError, type ErrorCode } from '#lib/shared/errors.ts';
import { deleteMedia } from '../media-requests.ts';
import { removeUpload, type UploadRef } from '../uploads.ts';
import { type Attempt, startOver, type Ticket } from './attempt.ts';
import { type RetryContext, retrying } from './retrying.ts';
import type { Upload } from './upload.ts';
import type { UploadMemory } from './upload-memory.ts';

type GiveUpContext = Omit<RetryContext, 'signal' | 'onWait'> & { memory: UploadMemory };

/** Gives up what an attempt has at the server. What this does not reach, the server's sweep does. */
export function giveUp(attempt: Attempt, context: GiveUpContext): void {
  const { ticket, earlier } = attempt;
  const session = ticket ?? earlier;
  startOver(attempt);
  if (!session) return;
  void context.memory.forget(session.id);
  remove(session, ticket, context).catch(nothing);
}

/** The session of a file the server refused when it had arrived; its record is still there. */
export function refusedSession({ uploadId, state }: Upload): UploadRef | null {
  if (!uploadId || state.name !== 'failed' || state.failure.during !== 'upload') return null;
  const { error } = state.failure;
  const isRefused = error instanceof AppError && refusals.includes(error.code);
  return isRefused ? { id: uploadId, token: null } : null;
}
const refusals: readonly ErrorCode[] = [
  'unsupported_media_type',
  'size_mismatch',
  'checksum_mismatch',
];

const nothing = () => undefined;

async function remove(
  session: UploadRef,
  ticket: Ticket | null,
  context: GiveUpContext,
): Promise<void> {
  const { signal } = new AbortController();
  const patient: RetryContext = { ...context, signal, onWait: nothing };
  try {
    await retrying(patient, () => removeUpload(session));
  } catch (error) {
    // It was complete just before, and the library keeps what is: then it goes from there.
    if (!ticket || !(error instanceof AppError) || error.code !== 'conflict') throw error;
    await retrying(patient, () => deleteMedia(ticket.mediaId));
  }
}
