// What one try of an upload leaves behind for the next, so that nothing is asked or sent twice.
import type { UploadTicket } from '#lib/shared/schemas/upload.ts';
import { newId } from '../new-id.ts';
import type { UploadRef } from '../uploads.ts';

/** A ticket, and when it came by this computer's clock. */
export type Ticket = UploadTicket & { receivedAtMs: number };

export type Attempt = {
  /** A ticket asked for again under it, after a lost answer say, is the same one. */
  idempotencyKey: string;
  /** A session of an earlier visit to go on with; it has to be looked at first. */
  earlier: UploadRef | null;
  ticket: Ticket | null;
  storedParts: Set<number>;
  /** What the person has seen as sent: it does not go back. */
  shownBytes: number;
  /** The person knows of the file that is there already and wants this one all the same. */
  insists: boolean;
};

export function newAttempt(earlier: UploadRef | null = null, idempotencyKey = newId()): Attempt {
  return {
    idempotencyKey,
    earlier,
    ticket: null,
    storedParts: new Set(),
    shownBytes: 0,
    insists: false,
  };
}

/** Forgets what the server knew: the next try asks for another session. */
export function startOver(attempt: Attempt): void {
  Object.assign(attempt, { ...newAttempt(), insists: attempt.insists });
}

/** The file in hand could not be trusted: the next one is compared with what is stored first. */
export function goBackToEarlier(attempt: Attempt): void {
  attempt.earlier ??= attempt.ticket;
  attempt.ticket = null;
}
