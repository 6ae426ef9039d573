// The words for what can go wrong between a browser and a server.
import type { IncomingMessage } from 'node:http';

/** Which requests a fault is for: all that is given has to fit. Preflights only when asked for. */
export type RequestMatch = {
  method?: string;
  /** Tried on the path with its query. */
  path?: RegExp;
  /** The `partNumber` of a multipart upload. */
  part?: number;
  /** Only requests of pages in a browser, which alone name an origin. */
  hasOrigin?: boolean;
};

export type Fault =
  /** Cuts the connection once this much of the body has passed on to the target. */
  | { kind: 'reset'; afterBytes: number }
  /**
   * Answers instead of the target, before the body or after all of it was read. Pages may read the
   * answer. A 403 says what R2 says of an expired address.
   */
  | {
      kind: 'answer';
      status: 403 | 429 | 500 | 503;
      when: 'before-body' | 'after-body';
      retryAfterSeconds?: number;
    }
  /** From this byte of the body on, reads nothing more and answers nothing. */
  | { kind: 'stall'; afterBytes: number }
  /** The target gets everything and answers; the answer is lost with the connection. */
  | { kind: 'lose-answer' }
  /** Waits before it does what it should. */
  | { kind: 'delay'; ms: number };

export type FaultKind = Fault['kind'];

export type FaultRule = {
  match: RequestMatch;
  fault: Fault;
  /** The first matching request that is hit, counted from 1; the first unless told. */
  from?: number;
  /** How many are hit in all; every one unless told. */
  times?: number;
  /** The share of them that is hit, 0..1, chosen by the proxy's seed; all unless told. */
  probability?: number;
};

/** The number of the part a request carries, where it carries one. */
export function partNumberOf(request: IncomingMessage): number | null {
  const number = urlOf(request).searchParams.get('partNumber');
  return number === null ? null : Number(number);
}

/** The address of a request without its host, which is of no interest here. */
export function urlOf({ url = '/' }: IncomingMessage): URL {
  return new URL(url, 'http://target');
}

/** Whether the request is one the fault is for. */
export function fits(match: RequestMatch, request: IncomingMessage): boolean {
  const { method, path, part, hasOrigin } = match;
  if (request.method === 'OPTIONS' && method !== 'OPTIONS') return false;
  return (
    (method === undefined || method === request.method) &&
    (path === undefined || path.test(request.url ?? '')) &&
    (part === undefined || part === partNumberOf(request)) &&
    (hasOrigin === undefined || hasOrigin === (request.headers.origin !== undefined))
  );
}
