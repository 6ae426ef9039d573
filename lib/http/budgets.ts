// Which budgets a request is counted against.
import 'server-only';
import type { Caller } from '../auth/caller.ts';
import { clientAddress } from '../auth/client-address.ts';
import { env } from '../env/env.ts';
import type { Actor } from '../shared/actor.ts';
import type { Budget } from './meter.ts';

/** About uploads, which have a budget of their own; or open to strangers. */
export type RouteKind = 'uploads' | 'public';

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Everything a token does is counted, what a session changes, all about uploads, and strangers where
 * they are let in. Pages read as often as they draw. What tokens of a person use up leaves their pages
 * alone, but for the address they share.
 */
export function budgetsFor(
  request: Request,
  { caller, kind }: { caller: Caller | null; kind?: RouteKind },
): Budget[] {
  const { RATE_TOKEN_PER_MINUTE, RATE_PERSON_PER_MINUTE, RATE_ADDRESS_PER_MINUTE } = env();
  const token = caller?.token;
  const isCounted = !caller || token || kind === 'uploads' || !reads.has(request.method);
  if (!isCounted) return [];
  const address = clientAddress(request.headers.get('x-forwarded-for'));
  const person = { name: 'person', limit: RATE_PERSON_PER_MINUTE };
  return [
    ...(token ? [{ name: 'token', key: `token:${token.id}`, limit: RATE_TOKEN_PER_MINUTE }] : []),
    ...(caller && token ? [{ ...person, key: `tokens-of:${caller.actor.id}` }] : []),
    ...(caller && kind === 'uploads' ? [uploadsBudget(caller.actor)] : []),
    ...(caller && !token && kind !== 'uploads'
      ? [{ ...person, key: `writes:${caller.actor.id}` }]
      : []),
    ...(address
      ? [{ name: 'address', key: `address:${address}`, limit: RATE_ADDRESS_PER_MINUTE }]
      : []),
  ].filter(({ limit }) => limit > 0);
}

/** Each file of a batch counts. */
export function uploadsBudget({ id }: Actor, weight = 1): Budget {
  const limit = env().UPLOAD_REQUESTS_PER_MINUTE;
  return { name: 'uploads', key: `uploads:${id}`, limit, weight };
}
