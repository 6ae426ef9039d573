// Preloaded with --import: how long a web server waits for the body of a request.
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

type Limits = {
  /** For all of it. Node would wait as long, but for a film that is sent through the app as well. */
  wholeMs: number;
  /** For what is left of it once it was answered. */
  answeredMs: number;
};
type Message = { request: IncomingMessage; socket: Socket; server: Server };

/** What these are sent goes on to the store as it comes: they look themselves whether it keeps coming. */
const streamed = /^\/api\/(tus|media\/upload)(?=[/?]|$)/;

/** From now on, a connection is closed whose body does not come to an end. */
export function endSlowBodies({ wholeMs, answeredMs }: Limits): void {
  subscribe('http.server.request.start', (message) => {
    const { request, socket, server } = message as Message;
    server.requestTimeout = 0;
    if (!streamed.test(request.url ?? '')) closeAfter(wholeMs, request, socket);
  });
  subscribe('http.server.response.finish', (message) => {
    const { request, socket } = message as Message;
    closeAfter(answeredMs, request, socket);
  });
}

function closeAfter(ms: number, request: IncomingMessage, socket: Socket): void {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  const hasBody = encoding !== undefined || Number(length ?? 0) > 0;
  if (!hasBody || request.complete) return;
  const timer = setTimeout(() => request.complete || socket.destroy(), ms).unref();
  request.once('close', () => clearTimeout(timer));
}

endSlowBodies({ wholeMs: 300_000, answeredMs: 10_000 });
