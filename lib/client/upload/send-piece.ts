// Sends one piece of a file: waits for a lane, puts it, and tries again with a new address if need be.
import { AppError } from '#lib/shared/errors.ts';
import { NetworkError } from '../network-error.ts';
import { mostLanes } from './lane-control.ts';
import type { LanePool } from './lane-pool.ts';
import type { SignedUntil } from './part-signer.ts';
import { type PutAnswer, putBlob, StoreRefusal, type Transport } from './put-blob.ts';
import type { Reporter } from './reporter.ts';
import { type RetryContext, retrying } from './retrying.ts';

const bufferedBytes = 6 * 1024 * 1024;
const shortestAnswerMs = 25_000;
const longestAnswerMs = 60_000;

export type PieceContext = Omit<RetryContext, 'onWait'> & {
  transport: Transport;
  pool: LanePool;
  /** The upload's id in this tab, and its place in the queue. */
  owner: string;
  order: number;
  reporter: Reporter;
  now: () => number;
};

export type Piece = {
  signed: SignedUntil;
  body: Blob;
  /** For `Content-MD5`: the store compares. */
  md5: string | null;
  /** Asks for another address; `wasRefused` when the store did not take the signature. */
  signAgain: (wasRefused: boolean) => Promise<SignedUntil>;
};

/**
 * Resolves once the store has the piece. A lane is held only while bytes may move, never while waiting
 * to try again. Throws the last error when trying again does not help, the signal's reason when aborted.
 */
export async function sendPiece(piece: Piece, context: PieceContext): Promise<PutAnswer> {
  const { pool, owner, order, reporter, signal, transport, now } = context;
  const { partNumber } = piece.signed;
  const onWait = reporter.waiting(partNumber);
  let { signed } = piece;
  const answer = await retrying({ ...context, onWait }, async (previous) => {
    const wasRefused = previous instanceof StoreRefusal && previous.isSignatureRefused;
    if (previous instanceof NetworkError) await requireReadable(piece.body);
    if (wasRefused || previous instanceof NetworkError) signed = await piece.signAgain(wasRefused);
    reporter.sent(partNumber, 0);
    const lane = await pool.enter(owner, order, signal);
    try {
      // Behind many others the wait for a lane may outlast the address.
      if (signed.usableUntilMs <= now()) signed = await piece.signAgain(false);
      const request = {
        url: signed.url,
        headers: piece.md5 ? { ...signed.headers, 'content-md5': piece.md5 } : signed.headers,
        body: piece.body,
        signal,
        onProgress: (bytes: number) => {
          lane.sent(bytes);
          reporter.sent(partNumber, bytes);
        },
      };
      const answerMs = answerPatienceMs(pool.bytesPerSecond);
      const stored = await putBlob(transport, request, { answerMs });
      lane.leave('done');
      return stored;
    } catch (error) {
      lane.leave(isAboutTheLink(error) ? 'failed' : 'done');
      throw error;
    }
  });
  reporter.done(partNumber, piece.body.size);
  return answer;
}

/**
 * "Sent" means handed to the system, whose buffers hold several MiB: on a slow line the last byte
 * leaves long after, and then a store may hash and write. On a fast one silence soon means a dead
 * connection. `bytesPerSecond` is what all lanes carry; null while nobody knows.
 */
export function answerPatienceMs(bytesPerSecond: number | null): number {
  if (!bytesPerSecond) return longestAnswerMs;
  const drainMs = (bufferedBytes * mostLanes * 1000) / bytesPerSecond;
  return Math.min(longestAnswerMs, Math.max(shortestAnswerMs, drainMs * 2));
}

/** Whether fewer lanes might have helped: not for what the person did, nor for an address out of date. */
function isAboutTheLink(error: unknown): boolean {
  if (error instanceof StoreRefusal) return !error.isSignatureRefused;
  return error instanceof NetworkError;
}

/** A browser reports a file that changed on disk as a broken connection. */
async function requireReadable(body: Blob): Promise<void> {
  await body
    .slice(0, 1)
    .arrayBuffer()
    .catch((cause: unknown) => {
      throw new AppError('file_changed', 'The file cannot be read any more.', { cause });
    });
}
