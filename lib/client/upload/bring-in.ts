// Takes one file from the browser to a stored, checked media.
import { AppError, isPermanent } from '#lib/shared/errors.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { Duplicate } from '#lib/shared/schemas/upload.ts';
import type { Purpose } from '#lib/shared/upload-policy.ts';
import { formOfSlot } from '../form-place.ts';
import { removeUpload, signParts } from '../uploads.ts';
import { type Attempt, goBackToEarlier, startOver, type Ticket } from './attempt.ts';
import { type Digests, digest, nothingKnown, orNull } from './digest-file.ts';
import type { FileHashing, Hasher } from './hashing.ts';
import { PartChecksums } from './part-checksums.ts';
import type { HostChoice } from './part-signer.ts';
import { StoreRefusal } from './put-blob.ts';
import { retrying } from './retrying.ts';
import { type SendContext, sendParts, sendWhole } from './send-file.ts';
import { takeUpEarlier } from './take-up-earlier.ts';
import type { UploadState, WaitingFor } from './upload.ts';
import type { RememberedUpload } from './upload-memory.ts';
import type { UploadRequests } from './upload-requests.ts';

export type BringInContext = Omit<SendContext, 'report' | 'sign' | 'checksums' | 'alreadyShown'> & {
  requests: UploadRequests;
  hasher: Hasher;
  remembered: RememberedUpload | null;
  /** The place in a form the file was dropped on. */
  slot: string | null;
  /** Files up to here are hashed as a whole before they are sent. */
  hashFirstMaxBytes: number;
  onState: (
    state: Extract<UploadState, { name: 'hashing' | 'signing' | 'uploading' | 'verifying' }>,
  ) => void;
  onTicket: (ticket: Ticket, fingerprint: string | null) => void;
};

/** What became of the file. `proven` settles when its whole hash was compared, and rejects when it differs. */
export type Outcome = { media: Media; proven: Promise<void> } | { duplicate: Duplicate };

/**
 * Asks for a ticket, sends the bytes and has the server check them; `attempt` is updated on the way.
 * Throws AppError, NetworkError or StoreRefusal when trying again did not help, or the signal's reason.
 */
export async function bringIn(
  file: File,
  purpose: Purpose,
  attempt: Attempt,
  context: BringInContext,
): Promise<Outcome> {
  const hashing = context.hasher.open(file);
  const close = () => hashing.close();
  context.signal.addEventListener('abort', close, { once: true });
  const store = () => storeAndCheck(file, purpose, attempt, hashing, context);
  try {
    const outcome = await store().catch((error: unknown) => {
      if (!isIncomplete(error)) throw error;
      // The store took a part and does not have it: ask what it has, and send the rest.
      goBackToEarlier(attempt);
      return store();
    });
    if ('duplicate' in outcome) close();
    else void outcome.proven.catch(() => undefined).finally(close);
    return outcome;
  } catch (error) {
    close();
    if (isIncomplete(error) || isChanged(error)) goBackToEarlier(attempt);
    // What was refused for good starts over with another ticket, should the person insist.
    else if (error instanceof AppError && isPermanent(error)) startOver(attempt);
    else if (mayBeOver(error)) giveUp(attempt);
    throw error;
  }
}

/** The session has ended, says the server, or the store knows of no such parts. */
function mayBeOver(error: unknown): boolean {
  if (error instanceof StoreRefusal) return error.status === 404;
  return error instanceof AppError && error.code === 'upload_expired';
}

/** A session whose parts the store has forgotten will never be complete. */
function giveUp(attempt: Attempt): void {
  const { ticket } = attempt;
  startOver(attempt);
  if (ticket) removeUpload(ticket).catch(() => undefined);
}

function isIncomplete(error: unknown): boolean {
  return error instanceof AppError && error.code === 'upload_incomplete';
}

/** The session is as good as before; the file in hand is not the one it was opened for. */
function isChanged(error: unknown): boolean {
  return error instanceof AppError && error.code === 'file_changed';
}

async function storeAndCheck(
  file: File,
  purpose: Purpose,
  attempt: Attempt,
  hashing: FileHashing,
  context: BringInContext,
): Promise<Outcome> {
  const { requests, signal, onState } = context;
  const asking = (name: 'signing' | 'verifying') => {
    const onWait = (waitingFor: WaitingFor) => onState({ name, waitingFor });
    onWait(null);
    return { ...context, onWait };
  };
  const { earlier } = attempt;
  if (earlier) {
    const media = await retrying(asking('signing'), () =>
      takeUpEarlier(file, earlier, attempt, context),
    );
    if (media) {
      asking('verifying');
      return { media, proven: Promise.resolve() };
    }
  }
  asking('signing');
  const digests =
    attempt.ticket && file.size > context.hashFirstMaxBytes
      ? nothingKnown
      : await digest(file, hashing, context);
  signal.throwIfAborted();

  const checksums = new PartChecksums(hashing, context.pool);
  if (!attempt.ticket) {
    void checksums.prepare(file.size);
    const answer = await openSession(file, purpose, attempt, digests, hashing, {
      ...context,
      asking: () => asking('signing'),
    });
    if ('duplicateOf' in answer) return { duplicate: answer };
  }
  const ticket = attempt.ticket;
  if (!ticket) throw new Error('the upload has no ticket');
  signal.throwIfAborted();

  let end: unknown;
  await send(file, ticket, attempt, digests, hashing, { ...context, checksums }).catch(
    (error: unknown) => {
      if (!mayBeOver(error)) throw error;
      end = error;
    },
  );
  const body = digests.sha256 ? { checksum: { sha256: digests.sha256 } } : {};
  const completion = { upload: ticket, body };
  const complete = ticket.strategy === 'single' ? requests.completeSmall : requests.complete;
  const media = await retrying(asking('verifying'), () => complete(completion)).catch(
    (error: unknown) => {
      // Over may mean complete: the server looks itself when the last answer of the store was lost.
      throw end && (isIncomplete(error) || mayBeOver(error)) ? end : error;
    },
  );
  const proven = digests.sha256 ? Promise.resolve() : prove(ticket, hashing, context);
  return { media, proven };
}

/**
 * Opens a session, or answers what the person has already. A likely duplicate is looked at as a
 * whole before anybody is asked about it.
 */
async function openSession(
  file: File,
  purpose: Purpose,
  attempt: Attempt,
  digests: Digests,
  hashing: FileHashing,
  context: BringInContext & { asking: () => Parameters<typeof retrying>[0] },
): Promise<Ticket | Duplicate> {
  const { requests, slot, onState, onTicket, now, signal } = context;
  const open = async (sha256: string | null, dedupe: boolean) => {
    const input = {
      fileName: file.name,
      size: file.size,
      contentType: file.type,
      purpose,
      hosts: 'all' as const,
      ...(digests.fingerprint ? { fingerprint: digests.fingerprint } : {}),
      ...(sha256 ? { checksum: { sha256 } } : {}),
      ...homeOf(slot),
    };
    const { idempotencyKey } = attempt;
    const answer = await requests.create({ input, idempotencyKey, dedupe });
    if ('duplicateOf' in answer) return answer;
    attempt.ticket = { ...answer, receivedAtMs: now() };
    onTicket(attempt.ticket, digests.fingerprint);
    return attempt.ticket;
  };
  const dedupe = !attempt.insists;
  const likely = await retrying(context.asking(), () => open(digests.sha256, dedupe));
  if (!('duplicateOf' in likely) || likely.isCertain) return likely;
  onState({ name: 'hashing', share: 0 });
  hashing.setPace('full');
  const share = (done: number) => onState({ name: 'hashing', share: done });
  const sha256 = await orNull(hashing.sha256(share));
  signal.throwIfAborted();
  // Nobody here can tell whether it is the same: better twice than not at all.
  if (sha256 === null) return retrying(context.asking(), () => open(null, false));
  digests.sha256 = sha256;
  const sure = await retrying(context.asking(), () => open(sha256, dedupe));
  if (!('duplicateOf' in sure) || sure.isCertain) return sure;
  // The other one's hash is not known yet, so nobody can say: better twice than not at all.
  return retrying(context.asking(), () => open(sha256, false));
}

/** A form keeps what was brought in for it; files of the library have no form. */
function homeOf(slot: string | null): { slot?: string; draftId?: string } {
  const form = formOfSlot(slot);
  return slot && form ? { slot, draftId: form.draftId } : {};
}

async function send(
  file: File,
  ticket: Ticket,
  attempt: Attempt,
  digests: Digests,
  hashing: FileHashing,
  context: BringInContext & { checksums: PartChecksums },
): Promise<void> {
  const { onState, pool, signal } = context;
  const sendContext: SendContext = {
    ...context,
    alreadyShown: attempt.shownBytes,
    sign: async (partNumbers: number[], hosts: HostChoice) => {
      const signed = await signParts(ticket, partNumbers, { hosts, signal });
      pool.saw(signed.map(({ url }) => url));
      return signed;
    },
    report: (state) => {
      attempt.shownBytes = state.sentBytes;
      onState(state);
    },
  };
  if (ticket.strategy === 'single') {
    await sendWhole(digests.copy ?? file, ticket, digests.md5, sendContext);
  } else {
    if (!digests.sha256) hashing.sha256().catch(() => undefined);
    await sendParts(file, ticket, attempt.storedParts, sendContext);
  }
}

/** Hashes what is left of the file, with nothing more to send, and has the server compare. */
async function prove(ticket: Ticket, hashing: FileHashing, context: BringInContext): Promise<void> {
  hashing.setPace('full');
  // A worker that broke in the middle is asked once more.
  const sha256 = (await orNull(hashing.sha256())) ?? (await hashing.sha256());
  const quietly = { ...context, onWait: () => undefined };
  await retrying(quietly, () =>
    context.requests.complete({ upload: ticket, body: { checksum: { sha256 } } }),
  );
}
