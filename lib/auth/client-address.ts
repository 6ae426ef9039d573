// Whose requests count together where nobody has signed in: the address they come from.
import 'server-only';
import { isIPv4, isIPv6 } from 'node:net';

/**
 * The last address of `X-Forwarded-For`, the one the proxy next to us saw; null when there is none. What
 * stands before it is whatever the client wrote. Without a proxy Next fills the header in, but keeps one
 * that is sent: a server that is reached directly has only the limits per person and per token. Of an
 * IPv6 address its first half, as the other is the visitor's to choose.
 */
export function clientAddress(forwardedFor: string | null | undefined): string | null {
  const last = forwardedFor?.split(',').at(-1)?.trim() ?? '';
  const address = last.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1');
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, '').replace(/%.*$/, '');
  if (isIPv4(plain)) return plain;
  return isIPv6(plain) ? `${firstHalf(plain)}::/64` : null;
}

function firstHalf(address: string): string {
  // A URL spells every address in one way.
  const spelled = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = [], tail] = spelled.split('::').map((half) => half.split(':').filter(Boolean));
  const left = tail ? 8 - head.length - tail.length : 0;
  return [...head, ...Array<string>(left).fill('0'), ...(tail ?? [])].slice(0, 4).join(':');
}
