// Preloaded with --import: a web server that is to end keeps no connection for a next request, or browsers
// that follow progress would come back over it, and it would never be done.
import { subscribe } from 'node:diagnostics_channel';
import type { Server, ServerResponse } from 'node:http';

const lookEveryMs = 50;
const servers = new Set<Server>();
let isLeaving = false;

subscribe('http.server.request.start', (message) => {
  const { server, response } = message as { server: Server; response: ServerResponse };
  // With the first request: before it, nobody else listens to signals yet, and they end the process.
  if (servers.size === 0) listen();
  servers.add(server);
  if (isLeaving) response.shouldKeepAlive = false;
});

function listen(): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, leave);
}

function leave(): void {
  isLeaving = true;
  setInterval(() => {
    for (const server of servers) server.closeIdleConnections();
  }, lookEveryMs).unref();
}
