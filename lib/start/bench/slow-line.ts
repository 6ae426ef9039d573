// A slow way to the store for browsers: every connection with a round trip and a speed of its own.
import { createServer, type Socket } from 'node:net';
import type { LaunchOptions } from 'playwright';
import { type Shape, shapeConnection } from '#lib/testing/fault-proxy/shape-connection.ts';

export type SlowLine = {
  /** What a browser is launched with to take this way, whatever name of the store it uses. */
  browserArgs: NonNullable<LaunchOptions['args']>;
  close(): Promise<void>;
};

/** `addresses` are the store's: all of them lead to `storePort` of this machine. */
export async function openSlowLine(
  addresses: readonly string[],
  storePort: number,
  shape: Shape,
): Promise<SlowLine> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    shapeConnection(socket, storePort, shape);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  // The names stay as they are: they are part of every signature.
  const rules = addresses.map((each) => `MAP ${new URL(each).host} 127.0.0.1:${port}`);
  return {
    browserArgs: [`--host-resolver-rules=${rules.join(', ')}`],
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
