// What a request is called in its answer and in the log.
import 'server-only';
import { randomUUID } from 'node:crypto';

/** The name a proxy in front gave it, unless that is no name; else a new one. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id');
  return given !== null && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID();
}
