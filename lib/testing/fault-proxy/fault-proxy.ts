// A reverse proxy that causes faults on request: stands between a browser and a server under test.
import { createServer, type IncomingMessage } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { seededRandom } from '../seeded-random.ts';
import { causeFault, passThrough } from './cause-fault.ts';
import { type Fault, partNumberOf, urlOf } from './fault.ts';
import { createFaultRules, type FaultRules } from './fault-rules.ts';
import { type Shape, shapeConnection } from './shape-connection.ts';

/** A request that came by, and what became of it. */
export type SeenRequest = {
  method: string;
  path: string;
  part: number | null;
  /** What was done to it; null when it was let through. */
  fault: Fault | null;
};

export type FaultProxy = {
  url: string;
  port: number;
  rules: FaultRules;
  /** Cuts every connection and frees the port. */
  stop(): Promise<void>;
};

/**
 * Starts a proxy on 127.0.0.1 for the server at `target` on this machine. Bodies stream through in
 * constant memory, headers as they are. The target may go and come: meanwhile connections break.
 */
export async function startFaultProxy(options: {
  target: string;
  /** A free one unless told. */
  port?: number;
  /** Decides where a rule has a probability. */
  seed?: number;
  shape?: Shape;
  /** Hears of every request but preflights. */
  onRequest?: (request: SeenRequest) => void;
}): Promise<FaultProxy> {
  const { target, port = 0, seed = 1, shape, onRequest } = options;
  const targetPort = Number(new URL(target).port);
  const rules = createFaultRules(seededRandom(seed));

  // Only the client decides how long a connection is kept and a body may take.
  const proxy = createServer({ requestTimeout: 0, keepAliveTimeout: 0 }, (from, to) => {
    to.on('error', () => {});
    from.on('error', () => {});
    const fault = rules.faultFor(from);
    if (from.method !== 'OPTIONS') onRequest?.({ ...describe(from), fault });
    const exchange = { from, to, targetPort };
    if (fault) void causeFault(fault, exchange);
    else passThrough(exchange);
  });
  const sockets = new Set<Socket>();
  const remember = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  proxy.on('connection', remember);

  const stopServer = (server: Server) =>
    new Promise<void>((resolve) => server.close(() => resolve()));
  const servers: Server[] = [proxy];
  let openPort = await listen(proxy, shape ? 0 : port);
  if (shape) {
    const innerPort = openPort;
    const shaper = createTcpServer({ allowHalfOpen: true }, (client) => {
      remember(client);
      shapeConnection(client, innerPort, shape);
    });
    servers.push(shaper);
    openPort = await listen(shaper, port);
  }
  return {
    url: `http://127.0.0.1:${openPort}`,
    port: openPort,
    rules,
    async stop() {
      const stopped = servers.map(stopServer);
      for (const socket of sockets) socket.destroy();
      await Promise.all(stopped);
    },
  };
}

function describe(request: IncomingMessage): Omit<SeenRequest, 'fault'> {
  return {
    method: request.method ?? '',
    path: urlOf(request).pathname,
    part: partNumberOf(request),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
