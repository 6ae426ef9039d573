// Server-Sent Events (WHATWG HTML, section 9.2) from an async generator.
import 'server-only';

export type StreamEvent = { id: string; name: string; data: unknown };

/** Comments in between keep proxies from closing a quiet connection. */
const keepAliveMs = 15_000;

/** Answers once the first event is there, so that what goes wrong before is an ordinary error. */
export async function eventStream(
  events: AsyncGenerator<StreamEvent[]>,
  signal: AbortSignal,
): Promise<Response> {
  const encoder = new TextEncoder();
  const first = await events.next();
  let keepAlive: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => {
        if (!signal.aborted) controller.enqueue(encoder.encode(text));
      };
      keepAlive = setInterval(() => send(': still here\n\n'), keepAliveMs);
      try {
        send('retry: 2000\n\n');
        for (let next = first; !next.done && !signal.aborted; next = await events.next()) {
          for (const event of next.value) send(frame(event));
        }
      } finally {
        clearInterval(keepAlive);
        if (!signal.aborted) controller.close();
      }
    },
    async cancel() {
      clearInterval(keepAlive);
      await events.return(undefined);
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
