// Makes a connection on this machine as slow as one across the world.
import { connect, type Socket } from 'node:net';

export type Shape = {
  /** The time there and back: half of it each way, and once more while the connection is made. */
  rttMs: number;
  /** Of what the client sends, per connection; the way back has no limit. */
  bytesPerSecond: number;
};

/** How far ahead of the line bytes are read: enough that it never runs dry between two timers. */
const aheadMs = 20;

/** Joins the client to the port, both ways through the line. */
export function shapeConnection(client: Socket, port: number, { rttMs, bytesPerSecond }: Shape) {
  client.setNoDelay(true);
  const inner = connect({ host: '127.0.0.1', port, noDelay: true, allowHalfOpen: true });
  const delayMs = rttMs / 2;
  // On the real line the client could not have sent anything before the handshake was over.
  const openAt = performance.now() + rttMs;
  travel({ from: client, to: inner, delayMs, bytesPerSecond, openAt });
  travel({ from: inner, to: client, delayMs, bytesPerSecond: Number.POSITIVE_INFINITY, openAt });
  joinFates(client, inner);
  joinFates(inner, client);
}

function travel(line: {
  from: Socket;
  to: Socket;
  delayMs: number;
  bytesPerSecond: number;
  openAt: number;
}): void {
  const { from, to, delayMs, bytesPerSecond } = line;
  const onTheWay: { chunk: Buffer | null; arrivesAt: number }[] = [];
  let freeAt = line.openAt;
  let timer: NodeJS.Timeout | undefined;
  let isBlocked = false;

  /** Puts a chunk on the line, or the end of them all. */
  function depart(chunk: Buffer | null): void {
    const size = chunk?.length ?? 0;
    freeAt = Math.max(freeAt, performance.now()) + (size / bytesPerSecond) * 1000;
    onTheWay.push({ chunk, arrivesAt: freeAt + delayMs });
    const pauseMs = freeAt - performance.now() - aheadMs;
    if (pauseMs > 0) {
      from.pause();
      setTimeout(() => isBlocked || from.resume(), pauseMs);
    }
    schedule();
  }

  function arrive(): void {
    timer = undefined;
    while (onTheWay[0] && onTheWay[0].arrivesAt <= performance.now() && !isBlocked) {
      const { chunk } = onTheWay.shift() ?? { chunk: null };
      if (chunk === null) to.end();
      else if (!to.write(chunk)) block();
    }
    schedule();
  }

  function schedule(): void {
    const [next] = onTheWay;
    if (!next || isBlocked) return;
    timer ??= setTimeout(arrive, Math.max(0, next.arrivesAt - performance.now()));
  }

  function block(): void {
    isBlocked = true;
    from.pause();
    to.once('drain', () => {
      isBlocked = false;
      from.resume();
      arrive();
    });
  }

  from.on('data', depart);
  from.once('end', () => depart(null));
  from.once('close', () => from.errored && clearTimeout(timer));
}

/** A reset on one side is a reset on the other. */
function joinFates(one: Socket, other: Socket): void {
  one.on('error', () => other.resetAndDestroy());
  one.on('close', () => {
    if (!one.readableEnded && !other.destroyed) other.resetAndDestroy();
  });
}
