// Server-Sent Events (WHATWG HTML, section 9.2) from an async generator.
import 'server-only';
import { log } from '../env/log.ts';
import { stopping } from '../env/stopping.ts';

export type StreamEvent = { id: string; name: string; data: unknown };

/** Comments in between keep proxies from closing a quiet connection. */
const keepAliveMs = 15_000;

/**
 * Answers once `events` yields for the first time, so that what goes wrong before is an ordinary error.
 * The signal given to `events` aborts when the reader leaves, however that shows, and when this process is
 * to end: the reader comes back, and meets another one.
 */
export async function eventStream(
  events: (signal: AbortSignal) => AsyncGenerator<StreamEvent[]>,
  request: Request,
): Promise<Response> {
  const left = new AbortController();
  const signal = AbortSignal.any([request.signal, left.signal, stopping()]);
  const source = events(signal);
  const first = await source.next();
  const encoder = new TextEncoder();
  let keepAlive: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => {
        if (!signal.aborted) controller.enqueue(encoder.encode(text));
      };
      keepAlive = setInterval(() => send(': still here\n\n'), keepAliveMs);
      try {
        send('retry: 2000\n\n');
        for (let next = first; !next.done && !signal.aborted; next = await source.next()) {
          for (const event of next.value) send(frame(event));
        }
      } catch (error) {
        // The answer has begun: all that is left to say is that it ends here. The reader comes back.
        log().warn({ error: String(error) }, 'an event stream broke off');
      } finally {
        clearInterval(keepAlive);
        if (!left.signal.aborted) controller.close();
        await source.return(undefined);
      }
    },
    cancel() {
      clearInterval(keepAlive);
      left.abort();
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}

function frame({ id, name, data }: StreamEvent): string {
  return `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
