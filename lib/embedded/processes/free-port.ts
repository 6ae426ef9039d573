// Finds TCP ports that nobody listens on.
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** A port of 127.0.0.1 the system says is free right now. */
export function freePort(): Promise<number> {
  return listenBriefly(0, '127.0.0.1');
}

// Systems take the ports of outgoing connections from 32768 (Linux) or 49152 up: a server that comes
// back after a restart may find any of those gone.
const lasting = { from: 20_000, below: 32_000 };

/** A free port of 127.0.0.1 that is likely to be free again after a restart. */
export async function lastingFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lasting.from, lasting.below);
    if (await isPortFree(port)) return port;
  }
}

/** Whether a server could listen on this port of 127.0.0.1, and of ::1 where there is IPv6, right now. */
export async function isPortFree(port: number): Promise<boolean> {
  if ((await whyNotFree(port, '127.0.0.1')) !== null) return false;
  return (await whyNotFree(port, '::1')) !== 'EADDRINUSE';
}

/** The system's code for why no server could listen there right now, such as EADDRINUSE, or null. */
export async function whyNotFree(port: number, host: string): Promise<string | null> {
  try {
    await listenBriefly(port, host);
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

function listenBriefly(port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve(found));
    });
  });
}
