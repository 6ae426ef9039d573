// Puts one piece of a file into the store, once, and gives up when it stalls.
import { NetworkError } from '../network-error.ts';

export type PutRequest = {
  url: string;
  headers: Record<string, string>;
  body: Blob;
  signal: AbortSignal;
  onProgress: (sentBytes: number) => void;
};
/** `etag` without its quotes, where the store lets a page read it. */
export type PutAnswer = { status: number; etag?: string; retryAfterSeconds?: number };

/**
 * The network edge: sends the body, answers the status. Rejects with NetworkError when the
 * connection breaks, or with the signal's reason when it was aborted.
 */
export type Transport = (request: PutRequest) => Promise<PutAnswer>;

const stallMs = 25_000;

/** The store answered, but not with success. */
export class StoreRefusal extends Error {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor({ status, retryAfterSeconds }: Pick<PutAnswer, 'status' | 'retryAfterSeconds'>) {
    super(`The store answered ${status}.`);
    this.name = 'StoreRefusal';
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** An expired or no longer valid signature: a new one is needed. */
  get isSignatureRefused(): boolean {
    return this.status === 403;
  }

  /** Also 400: what a piece damaged on its way is answered with, when its checksum came along. */
  get isTransient(): boolean {
    return [400, 403, 408, 425, 429].includes(this.status) || this.status >= 500;
  }
}

/**
 * Answers what the store said once it has the piece. Throws StoreRefusal for any other answer, NetworkError
 * when the connection broke, no byte moved for 25 s or no answer came `answerMs` after the last byte,
 * and the signal's reason when aborted.
 */
export async function putBlob(
  transport: Transport,
  request: PutRequest,
  { answerMs }: { answerMs: number },
): Promise<PutAnswer> {
  const stall = new AbortController();
  const stalled = () => stall.abort(new NetworkError('The connection stalled.'));
  let timer = setTimeout(stalled, stallMs);
  const onProgress = (sentBytes: number) => {
    clearTimeout(timer);
    timer = setTimeout(stalled, sentBytes < request.body.size ? stallMs : answerMs);
    request.onProgress(sentBytes);
  };
  try {
    const signal = AbortSignal.any([request.signal, stall.signal]);
    const answer = await transport({ ...request, signal, onProgress });
    if (answer.status < 200 || answer.status > 299) throw new StoreRefusal(answer);
    return answer;
  } finally {
    clearTimeout(timer);
  }
}
