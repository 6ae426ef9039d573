// Sends the bytes of a file to the store: in one piece, or in parts over parallel lanes.
import type { SignedPart, UploadTicket } from '#lib/shared/schemas/upload.ts';
import { mostLanes } from './lane-control.ts';
import type { PartChecksums } from './part-checksums.ts';
import { type HostChoice, PartSigner, withDeadline } from './part-signer.ts';
import { ProgressMeter } from './progress-meter.ts';
import { Reporter } from './reporter.ts';
import { type PieceContext, sendPiece } from './send-piece.ts';
import type { UploadState } from './upload.ts';

export type SingleTicket = Extract<UploadTicket, { strategy: 'single' }>;
export type MultipartTicket = Extract<UploadTicket, { strategy: 'multipart' }>;

export type SendContext = Omit<PieceContext, 'reporter'> & {
  report: (state: Extract<UploadState, { name: 'uploading' }>) => void;
  /** Asks the server for addresses: part 1 stands for the whole of a file that goes in one piece. */
  sign: (partNumbers: number[], hosts: HostChoice) => Promise<SignedPart[]>;
  checksums: PartChecksums;
  now: () => number;
  /** Told of each part whose ETag can be read: whether it is the part's MD5. */
  onEtag: (isMd5: boolean) => void;
  /** What an earlier try had come to show. */
  alreadyShown: number;
};

/** Sends a file in one PUT. Throws the last error when trying again does not help. */
export async function sendWhole(
  file: Blob,
  { url, headers, receivedAtMs }: SingleTicket & { receivedAtMs: number },
  md5: string | null,
  context: SendContext,
): Promise<void> {
  const { alreadyShown, report, now, sign, pool } = context;
  const meter = new ProgressMeter(file.size, now(), { alreadyShown });
  const reporter = new Reporter(meter, report, now);
  pool.saw([url]);
  const [signed] = withDeadline([{ partNumber: 1, url, headers, size: file.size }], receivedAtMs);
  if (!signed) throw new Error('the ticket has no address');
  const signAgain = async () => {
    const [again] = withDeadline(await sign([1], 'first'), now());
    if (!again) throw new Error('the file was not signed');
    return again;
  };
  // Chromium does not send a whole file that came from another tab, but sends any slice of it.
  const body = file instanceof File ? file.slice(0, file.size) : file;
  await sendPiece({ signed, body, md5, signAgain }, { ...context, reporter });
}

/**
 * Sends the parts that are not in `storedParts` yet and adds each to it once the store has it.
 * The first part that fails for good stops the others; its error is thrown.
 */
export async function sendParts(
  file: Blob,
  ticket: MultipartTicket & { receivedAtMs: number },
  storedParts: Set<number>,
  context: SendContext,
): Promise<void> {
  const { alreadyShown, report, now, sign, checksums, pool, onEtag } = context;
  const partNumbers = Array.from({ length: ticket.partCount }, (_, index) => index + 1);
  const missing = partNumbers.filter((partNumber) => !storedParts.has(partNumber));
  const missingBytes = missing.reduce((sum, part) => sum + sizeOf(file, ticket, part), 0);
  const meter = new ProgressMeter(file.size, now(), {
    alreadySent: file.size - missingBytes,
    alreadyShown,
  });
  const reporter = new Reporter(meter, report, now);
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const pieceContext = { ...context, signal, reporter };
  const first = withDeadline(ticket.parts, ticket.receivedAtMs);
  const signer = new PartSigner(missing, first, sign, now);
  pool.saw(first.map(({ url }) => url));

  const sendNext = async (): Promise<void> => {
    for (;;) {
      const signed = await signer.next({ ...pieceContext, onWait: reporter.waiting(0) });
      if (!signed) return;
      const { partNumber } = signed;
      const start = (partNumber - 1) * ticket.partSize;
      const end = start + signed.size;
      const md5 = await checksums.of(start, end);
      const body = file.slice(start, end);
      const signAgain = (wasRefused: boolean) => signer.again(partNumber, wasRefused);
      const { etag } = await sendPiece({ signed, body, md5, signAgain }, pieceContext);
      if (md5 && etag) onEtag(etag.toLowerCase() === hexOf(md5));
      storedParts.add(partNumber);
    }
  };
  const run = () =>
    sendNext().catch((error: unknown) => {
      stop.abort(error);
      throw error;
    });
  const lanes = Array.from({ length: Math.min(mostLanes, missing.length) }, run);
  const sent = Promise.allSettled(lanes);
  // Each lane has the next part in hand, with its checksum, as soon as it is known whether to take one.
  await Promise.race([pool.untilMeasured(), sent]);
  const inHand = Array.from({ length: Math.min(mostLanes, missing.length - mostLanes) }, run);
  await Promise.allSettled([...lanes, ...inHand]);
  context.signal.throwIfAborted();
  stop.signal.throwIfAborted();
}

function sizeOf(file: Blob, { partSize }: MultipartTicket, partNumber: number): number {
  return Math.min(partSize, file.size - (partNumber - 1) * partSize);
}

function hexOf(base64: string): string {
  return Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join(
    '',
  );
}
