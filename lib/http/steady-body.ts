// The bytes of a body, as long as they keep coming: what trickles for ever holds nothing for ever.
import 'server-only';
import { AppError } from '../shared/errors.ts';

export type Patience = {
  /** The longest silence. */
  idleSeconds: number;
  /** What has to come on average, once `graceSeconds` are over. */
  bytesPerSecond: number;
  graceSeconds: number;
};

/** Slower than any line a form is sent over. */
export const usualPatience: Patience = {
  ...{ idleSeconds: 30, bytesPerSecond: 4 * 1024, graceSeconds: 20 },
};

/**
 * The chunks of a body. Throws `request_timeout` when the sender falls silent or sends too little; only
 * the time that was waited for them counts. The body is then left as it is: to cancel it would end
 * the connection before it has brought the answer.
 */
export async function* steadyBody(
  body: ReadableStream<Uint8Array>,
  { idleSeconds, bytesPerSecond, graceSeconds }: Patience = usualPatience,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  let waitedMs = 0;
  let byteSize = 0;
  try {
    for (;;) {
      const allowedMs = (graceSeconds + byteSize / bytesPerSecond) * 1000 - waitedMs;
      const askedAt = performance.now();
      const { done, value } = await within(reader.read(), Math.min(idleSeconds * 1000, allowedMs));
      waitedMs += performance.now() - askedAt;
      if (done) return;
      byteSize += value.byteLength;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

async function within<Result>(work: Promise<Result>, ms: number): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow()), Math.max(0, ms));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function tooSlow(): AppError {
  return new AppError('request_timeout', 'The body came too slowly, or stopped coming.');
}
