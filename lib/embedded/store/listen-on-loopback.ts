// Opens one port of this machine for programs on this machine: on 127.0.0.1 and on ::1.
import type { Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';

/** Systems without IPv6 say one of these. */
const withoutIpv6 = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'];

/**
 * Resolves with the port once `server` takes connections there; port 0 takes a free one. Browsers try
 * ::1 first for `localhost`: were it left to others, whoever took it would be sent our uploads.
 * Rejects with EADDRINUSE when either is taken. `close` stops listening, as `server.close` does.
 */
export async function listenOnLoopback(
  server: HttpServer,
  port: number,
): Promise<{ port: number; close(): Promise<void> }> {
  await listen(server, port, '127.0.0.1');
  const taken = (server.address() as AddressInfo).port;
  // With the same options as the sockets an HTTP server accepts itself.
  const door = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
    server.emit('connection', socket),
  );
  try {
    await listen(door, taken, '::1');
  } catch (error) {
    if (withoutIpv6.includes(codeOf(error))) return { port: taken, close: () => close(server) };
    await close(server);
    throw error;
  }
  return {
    port: taken,
    async close() {
      await Promise.all([close(server), close(door)]);
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
