// The door: who asks, whether they ask too often, and whether they may ask like this.
import 'server-only';
import {
  badToken,
  bearerOf,
  type Caller,
  callerBySession,
  callerByToken,
  requireScope,
} from '../auth/caller.ts';
import type { Ports } from '../ports/ports.ts';
import { budgetsFor, type RouteKind } from './budgets.ts';
import type { Meter } from './meter.ts';
import { requireSameOrigin } from './same-origin.ts';

export type Reached = {
  ports: Ports;
  meter: Meter;
  kind?: RouteKind;
  /** Another way of a page to say who asks, which comes before the session. */
  otherwise?: () => Promise<Caller | null>;
};

/**
 * Who asks, or null for a stranger. A request with a Bearer token is the token's: cookies are not looked
 * at, so no other site can misuse them, and its origin does not matter. Throws `unauthenticated` for a
 * token that does not hold, `csrf`, `rate_limited`, and `forbidden` for a scope the token lacks.
 */
export async function admitCaller(request: Request, reached: Reached): Promise<Caller | null> {
  const secret = bearerOf(request);
  return secret === null ? admitPage(request, reached) : admitToken(secret, request, reached);
}

async function admitToken(secret: string, request: Request, { ports, meter, kind }: Reached) {
  const caller = await callerByToken(secret, ports);
  await meter.count(budgetsFor(request, { caller, kind }), ports);
  if (!caller) throw badToken();
  requireScope(caller, request);
  return caller;
}

async function admitPage(request: Request, { ports, meter, kind, otherwise }: Reached) {
  requireSameOrigin(request);
  const caller = (await otherwise?.()) ?? (await callerBySession(request, ports));
  // A stranger who is not let in costs nothing: no row is written for them.
  if (caller || kind === 'public') {
    await meter.count(budgetsFor(request, { caller, kind }), ports);
  }
  return caller;
}
