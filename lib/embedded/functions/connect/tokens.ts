// Tokens that show that a socket was announced by somebody with the signing key, a moment ago.
import { createHmac } from 'node:crypto';
import { sameText } from '../signature.ts';

const lifetimeMs = 60_000;

/** Good for this connection, for a minute; no runner has to remember it. */
export function connectionToken(
  connectionId: string,
  signingKey: string,
  now = Date.now(),
): string {
  const until = now + lifetimeMs;
  return `${until}.${proofOf(connectionId, until, signingKey)}`;
}

/** Whether the token was given out for this connection and is still good. */
export function isTokenOf(
  token: string,
  connectionId: string,
  signingKey: string,
  now = Date.now(),
): boolean {
  const [until = '', proof = ''] = token.split('.');
  return Number(until) > now && sameText(proof, proofOf(connectionId, Number(until), signingKey));
}

function proofOf(connectionId: string, until: number, signingKey: string): string {
  return createHmac('sha256', signingKey).update(`connect ${connectionId} ${until}`).digest('hex');
}
