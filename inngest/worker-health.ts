// Says on a port of this machine whether the worker is connected, to whoever looks after it.
import 'server-only';
import { createServer } from 'node:http';

/** Answers 204 while `isWell`, else 503; nothing without a port. */
export function answerHealth(port: number | undefined, isWell: () => boolean): void {
  if (port === undefined) return;
  createServer((_request, response) => {
    response.writeHead(isWell() ? 204 : 503, { 'cache-control': 'no-store' }).end();
  }).listen(port, '127.0.0.1');
}
