// Sends the bytes of a file to the store: in one piece, or in parts over parallel lanes.
import type { UploadTicket } from '#lib/shared/schemas/upload.ts';
import { signParts } from '../uploads.ts';
import { PartSigner } from './part-signer.ts';
import { ProgressMeter } from './progress-meter.ts';
import { putBlob, StoreRefusal, type Transport } from './put-blob.ts';
import { type RetryContext, retrying } from './retrying.ts';
import type { UploadState, WaitingFor } from './upload.ts';

type SingleTicket = Extract<UploadTicket, { strategy: 'single' }>;
type MultipartTicket = Extract<UploadTicket, { strategy: 'multipart' }>;
type Sending = Extract<UploadState, { name: 'uploading' }>;

export type SendContext = Omit<RetryContext, 'onWait'> & {
  transport: Transport;
  report: (state: Sending) => void;
};

const laneCount = 4;
const reportEveryMs = 100;

/**
 * Sends a file in one PUT. `renew` is asked for another ticket when the store refuses the signature.
 * Throws the last error when trying again does not help.
 */
export async function sendWhole(
  file: Blob,
  ticket: SingleTicket,
  renew: () => Promise<UploadTicket>,
  context: SendContext,
): Promise<void> {
  const reporter = new Reporter(file.size, 0, 1, context.report);
  let current = ticket;
  await retrying({ ...context, onWait: reporter.waiting(0) }, async (previous) => {
    if (previous instanceof StoreRefusal && previous.isSignatureRefused) {
      const renewed = await renew();
      if (renewed.strategy !== 'single') throw new Error('the strategy of an upload changed');
      current = renewed;
    }
    reporter.sent(0, 0);
    const { url, headers } = current;
    const onProgress = (bytes: number) => reporter.sent(0, bytes);
    await putBlob(context.transport, {
      url,
      headers,
      body: file,
      signal: context.signal,
      onProgress,
    });
  });
}

/**
 * Sends the parts that are not in `storedParts` yet and adds each to it once the store has it.
 * The first lane that fails for good stops the others; its error is thrown.
 */
export async function sendParts(
  file: Blob,
  ticket: MultipartTicket,
  storedParts: Set<number>,
  context: SendContext,
): Promise<void> {
  const partNumbers = Array.from({ length: ticket.partCount }, (_, index) => index + 1);
  const missing = partNumbers.filter((partNumber) => !storedParts.has(partNumber));
  const lanes = Math.min(laneCount, missing.length);
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const alreadySent =
    file.size - missing.reduce((sum, part) => sum + sizeOf(file, ticket, part), 0);
  const reporter = new Reporter(file.size, alreadySent, lanes, context.report);

  const lane = async (index: number) => {
    const retryContext = { ...context, signal, onWait: reporter.waiting(index) };
    for (;;) {
      const next = await signer.next(retryContext);
      if (!next) return;
      let part = next;
      await retrying(retryContext, async (previous) => {
        if (previous instanceof StoreRefusal && previous.isSignatureRefused) {
          part = await signer.again(part.partNumber);
        }
        reporter.sent(part.partNumber, 0);
        const start = (part.partNumber - 1) * ticket.partSize;
        const body = file.slice(start, start + part.size);
        const onProgress = (bytes: number) => reporter.sent(part.partNumber, bytes);
        const { url, headers } = part;
        await putBlob(context.transport, { url, headers, body, signal, onProgress });
      });
      reporter.sent(part.partNumber, part.size);
      storedParts.add(part.partNumber);
    }
  };
  const signer = new PartSigner(missing, ticket.parts, (wanted) =>
    signParts(ticket.id, wanted, signal),
  );
  const running = Array.from({ length: lanes }, (_, index) =>
    lane(index).catch((error: unknown) => {
      stop.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(running);
  context.signal.throwIfAborted();
  stop.signal.throwIfAborted();
}

function sizeOf(file: Blob, { partSize }: MultipartTicket, partNumber: number): number {
  return Math.min(partSize, file.size - (partNumber - 1) * partSize);
}

/** Turns what the lanes say into one state, at most ten times a second. */
class Reporter {
  readonly #meter: ProgressMeter;
  readonly #waits: WaitingFor[];
  readonly #report: (state: Sending) => void;
  #reportedAtMs = 0;

  constructor(byteSize: number, alreadySent: number, lanes: number, report: (s: Sending) => void) {
    this.#meter = new ProgressMeter(byteSize, Date.now(), alreadySent);
    this.#waits = Array.from({ length: lanes }, () => null);
    this.#report = report;
    this.#tell(true);
  }

  sent(piece: number, bytes: number): void {
    this.#meter.record(piece, bytes, Date.now());
    this.#tell(false);
  }

  waiting(lane: number): RetryContext['onWait'] {
    return (waitingFor) => {
      this.#waits[lane] = waitingFor;
      this.#tell(true);
    };
  }

  #tell(isUrgent: boolean): void {
    const now = Date.now();
    if (!isUrgent && now - this.#reportedAtMs < reportEveryMs) return;
    this.#reportedAtMs = now;
    this.#report({ name: 'uploading', ...this.#meter.read(now), waitingFor: this.#waitingFor() });
  }

  /** One lane that tries again while others send is not worth a word. */
  #waitingFor(): WaitingFor {
    if (this.#waits.includes('connection')) return 'connection';
    return this.#waits.every((wait) => wait === 'retry') ? 'retry' : null;
  }
}
