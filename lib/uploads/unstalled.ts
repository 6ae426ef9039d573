// A stream that may be slow, but not silent.
import 'server-only';
import { AppError } from '../shared/errors.ts';

/** A client that is still there sends something within a minute. */
const patienceMs = 60_000;

/** Passes on what comes. Throws `upload_incomplete` when nothing came for `silentMs`. */
export async function* unstalled<Chunk>(
  source: AsyncIterable<Chunk>,
  silentMs = patienceMs,
): AsyncGenerator<Chunk> {
  const chunks = source[Symbol.asyncIterator]();
  let timer: NodeJS.Timeout | undefined;
  const silence = () =>
    new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new AppError('upload_incomplete', 'No more bytes came. Go on where it ended.'));
      }, silentMs);
    });
  try {
    for (;;) {
      const next = await Promise.race([chunks.next(), silence()]).finally(() => {
        clearTimeout(timer);
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not waited for: a source that says nothing may not even say that it has ended.
    chunks.return?.()?.catch(() => undefined);
  }
}
