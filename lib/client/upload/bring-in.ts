// Takes one file from the browser to a stored, checked media.
import { AppError, isPermanent } from '#lib/shared/errors.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { UploadTicket } from '#lib/shared/schemas/upload.ts';
import type { Purpose } from '#lib/shared/upload-policy.ts';
import { newId } from '../new-id.ts';
import { completeUpload, createUpload, removeUpload } from '../uploads.ts';
import { retrying } from './retrying.ts';
import { type SendContext, sendParts, sendWhole } from './send-file.ts';
import type { UploadState, WaitingFor } from './upload.ts';

/** What a try leaves behind for the next one, so that stored parts are not sent twice. */
export type Attempt = {
  ticket: UploadTicket | null;
  storedParts: Set<number>;
};

export type BringInContext = Omit<SendContext, 'report'> & {
  onState: (state: Extract<UploadState, { name: 'signing' | 'uploading' | 'verifying' }>) => void;
  onTicket: (ticket: UploadTicket) => void;
};

/**
 * Asks for a ticket, sends the bytes and has the server check them; `attempt` is updated on the way.
 * Throws AppError, NetworkError or StoreRefusal when trying again did not help, or the signal's reason.
 */
export async function bringIn(
  file: File,
  purpose: Purpose,
  attempt: Attempt,
  context: BringInContext,
): Promise<Media> {
  const { signal, onState, onTicket } = context;
  const asking = (name: 'signing' | 'verifying') => {
    const onWait = (waitingFor: WaitingFor) => onState({ name, waitingFor });
    onWait(null);
    return { ...context, onWait };
  };
  const description = { fileName: file.name, size: file.size, contentType: file.type, purpose };
  const takeTicket = async (idempotencyKey: string) => {
    const ticket = await createUpload(description, { idempotencyKey, signal });
    attempt.ticket = ticket;
    attempt.storedParts.clear();
    onTicket(ticket);
    return ticket;
  };
  const renewTicket = async () => {
    if (attempt.ticket) forget(attempt.ticket.id);
    return takeTicket(newId());
  };
  const firstKey = newId();

  try {
    const ticket = await retrying(
      asking('signing'),
      async () => attempt.ticket ?? takeTicket(firstKey),
    );
    const sendContext = { ...context, report: onState };
    if (ticket.strategy === 'multipart') {
      await sendParts(file, ticket, attempt.storedParts, sendContext);
    } else {
      await sendWhole(file, ticket, renewTicket, sendContext);
    }
    const { id } = attempt.ticket ?? ticket;
    return await retrying(asking('verifying'), () => completeUpload(id, signal));
  } catch (error) {
    // What the server refused for good starts over with another ticket, should the person insist.
    if (error instanceof AppError && isPermanent(error) && error.code !== 'unauthenticated') {
      attempt.ticket = null;
      attempt.storedParts.clear();
    }
    throw error;
  }
}

/** Gives an upload up. What this does not reach, the server's sweep does. */
export function forget(uploadId: string): void {
  removeUpload(uploadId).catch(() => undefined);
}
