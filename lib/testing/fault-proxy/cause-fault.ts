// Does to one request what a fault says.
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { finished } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from './fault.ts';
import { breakConnection, forwardHead, passOn } from './forward.ts';

export type Exchange = { from: IncomingMessage; to: ServerResponse; targetPort: number };

/** Passes the request on as it should be. */
export function passThrough({ from, to, targetPort }: Exchange): void {
  from.pipe(forwardHead({ from, to, targetPort, onAnswer: (answer) => passOn(answer, to) }));
}

/** Resolves when the fault was caused; never rejects. */
export async function causeFault(fault: Fault, exchange: Exchange): Promise<void> {
  const { from, to, targetPort } = exchange;
  switch (fault.kind) {
    case 'delay':
      await delay(fault.ms);
      if (!to.destroyed) passThrough(exchange);
      return;
    case 'answer':
      if (fault.when === 'after-body') await readAll(from);
      // Answered early, Node reads the rest of the body to nowhere, so that the page gets to see it.
      return sendAnswer(fault, exchange);
    case 'lose-answer': {
      const lose = async (answer: IncomingMessage) => {
        await readAll(answer);
        breakConnection(to);
      };
      from.pipe(forwardHead({ from, to, targetPort, onAnswer: lose }));
      return;
    }
    case 'reset': {
      const upstream = await sendFirst(fault.afterBytes, exchange);
      upstream?.destroy();
      breakConnection(to);
      return;
    }
    case 'stall':
      await sendFirst(fault.afterBytes, exchange);
  }
}

/** Passes so much of the body on, and nothing more; no request at all where that is nothing. */
async function sendFirst(byteCount: number, { from, to, targetPort }: Exchange) {
  if (byteCount === 0) return null;
  const upstream = forwardHead({ from, to, targetPort, onAnswer: (answer) => answer.resume() });
  let leftBytes = byteCount;
  try {
    for await (const chunk of from.iterator({ destroyOnReturn: false })) {
      await sent(upstream, chunk.subarray(0, leftBytes));
      leftBytes -= chunk.length;
      if (leftBytes <= 0) break;
    }
  } catch {
    // The client hung up before: worse than what was to be caused.
  }
  return upstream;
}

/** Resolves when the bytes are on their way, or there is no way any more. */
function sent(upstream: ClientRequest, chunk: Buffer): Promise<void> {
  return new Promise((resolve) => {
    upstream.once('close', resolve);
    upstream.write(chunk, () => {
      upstream.off('close', resolve);
      resolve();
    });
  });
}

/** Reads to the end, or to where the client hangs up. */
async function readAll(body: IncomingMessage): Promise<void> {
  body.resume();
  await finished(body, { writable: false }).catch(() => {});
}

const errorCodes = {
  403: ['ExpiredRequest', 'Request has expired'],
  429: ['TooManyRequests', 'Please reduce your request rate.'],
  500: ['InternalError', 'We encountered an internal error. Please try again.'],
  503: ['ServiceUnavailable', 'Please reduce your request rate.'],
} as const;

function sendAnswer(fault: Extract<Fault, { kind: 'answer' }>, { from, to }: Exchange): void {
  const [code, message] = errorCodes[fault.status];
  const { origin } = from.headers;
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  to.writeHead(fault.status, {
    'Content-Type': 'application/xml',
    'Content-Length': body.length,
    ...(fault.retryAfterSeconds !== undefined && {
      'Retry-After': String(fault.retryAfterSeconds),
    }),
    ...(origin !== undefined && {
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Expose-Headers': 'ETag, Retry-After',
      Vary: 'Origin',
    }),
  });
  to.end(body);
}
