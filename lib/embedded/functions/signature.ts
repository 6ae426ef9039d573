// Signatures between server and app, as the SDK makes and checks them.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import canonicalize from 'canonicalize';

const maxAgeSeconds = 300;

/** Compares secrets without telling by the time taken where they differ. */
export function sameText(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function withoutPrefix(signingKey: string): string {
  return signingKey.replace(/^signkey-\w+-/, '');
}

/** The bearer token the SDK registers with: the key's prefix and the SHA-256 of its hex digits. */
export function hashSigningKey(signingKey: string): string {
  const key = withoutPrefix(signingKey);
  const prefix = signingKey.slice(0, signingKey.length - key.length);
  return prefix + createHash('sha256').update(Buffer.from(key, 'hex')).digest('hex');
}

function digestOf(body: string, signingKey: string, timestamp: string): string {
  const hmac = createHmac('sha256', withoutPrefix(signingKey));
  return hmac.update(body).update(timestamp).digest('hex');
}

/** The `x-inngest-signature` of a body; the SDK recomputes it over RFC 8785 canonical JSON. */
export function signBody(body: string, signingKey: string, now = new Date()): string {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return `t=${timestamp}&s=${digestOf(body, signingKey, timestamp)}`;
}

/** Whether `signature` is a fresh one (5 minutes, as in the SDK) of exactly this body. */
export function isSignedBy(
  signature: string | undefined,
  body: string,
  signingKey: string,
  now = new Date(),
): boolean {
  const parts = new URLSearchParams(signature ?? '');
  const timestamp = parts.get('t') ?? '';
  const ageSeconds = Math.abs(now.getTime() / 1000 - Number.parseInt(timestamp, 10));
  if (!(ageSeconds <= maxAgeSeconds)) return false;
  return sameText(parts.get('s') ?? '', digestOf(body, signingKey, timestamp));
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, part]) => [key.toWellFormed(), wellFormed(part)]));
}

/** RFC 8785 canonical JSON; half characters, which it forbids, become U+FFFD. */
export function canonicalJson(value: unknown): string {
  try {
    return canonicalize(value) ?? 'null';
  } catch {
    return canonicalize(wellFormed(value)) ?? 'null';
  }
}
