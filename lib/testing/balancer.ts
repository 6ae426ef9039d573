// A tiny HTTP balancer: every request goes to the server that has the fewest under way.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type Balancer = {
  url: string;
  /** How many requests each server got so far, in their order. */
  counts(): number[];
  close(): Promise<void>;
};

type Target = { origin: string; underWay: number; count: number; isDown: boolean };

/**
 * Balances over these origins (`http://127.0.0.1:8391`), but for those that stopped listening. Without
 * time limits: a step lasts minutes.
 */
export async function startBalancer(origins: readonly string[]): Promise<Balancer> {
  const targets = origins.map((origin) => ({ origin, underWay: 0, count: 0, isDown: false }));
  const server = createServer(async (incoming, outgoing) => {
    forward(targets, incoming, await buffer(incoming), outgoing);
  });
  server.requestTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts: () => targets.map(({ count }) => count),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function forward(
  targets: Target[],
  incoming: IncomingMessage,
  body: Buffer,
  outgoing: ServerResponse,
): void {
  const [target] = targets.filter(({ isDown }) => !isDown).sort((a, b) => a.underWay - b.underWay);
  if (!target) {
    outgoing.writeHead(503).end();
    return;
  }
  target.count += 1;
  target.underWay += 1;
  const { method, headers, url = '/' } = incoming;
  const call = request(new URL(url, target.origin), { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
    answer.on('error', () => outgoing.destroy());
  });
  const giveUp = () => call.destroy();
  outgoing.once('close', giveUp);
  call.once('close', () => {
    target.underWay -= 1;
    outgoing.off('close', giveUp);
  });
  call.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNREFUSED') {
      target.isDown = true;
      forward(targets, incoming, body, outgoing);
    } else {
      // Cut off on one side, cut off on the other: a broken call must not look like an answer.
      outgoing.destroy();
    }
  });
  call.end(body);
}
