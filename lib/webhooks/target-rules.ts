// Where a webhook may point at, as far as its address tells; where its name leads is seen on connecting.
import 'server-only';
import { isIP } from 'node:net';
import { AppError } from '../shared/errors.ts';
import { isPublicAddress } from './public-address.ts';

/** `allowsPrivate`: http, any port, and this network too (`WEBHOOKS_ALLOW_PRIVATE`). */
export type TargetRules = { allowsPrivate: boolean };

/** Names that lead into a network wherever they are asked for (RFC 6761, 6762, and what ICANN leaves to it). */
const innerName = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa|onion|test|invalid)$/;

/** The ports a web server has: those below 1024 that are not 443 are other services'. */
function isWebPort(port: string): boolean {
  return port === '' || Number(port) >= 1024;
}

/** Whether it may be told at this address at all. `URL` has written odd forms (`0x7f.1`, `2130706433`) plainly. */
export function isAllowedTarget({ protocol, hostname, port }: URL, rules: TargetRules): boolean {
  if (rules.allowsPrivate) return protocol === 'https:' || protocol === 'http:';
  if (protocol !== 'https:' || !isWebPort(port)) return false;
  const host = hostOf(hostname);
  if (isIP(host) !== 0) return isPublicAddress(host);
  return host.includes('.') && !innerName.test(host);
}

/** Without the brackets of an IPv6 address, and without the dot that ends a whole name. */
export function hostOf(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** The address in one form. Throws `invalid_request` for one that may not be told anything. */
export function requireTarget(text: string, rules: TargetRules): string {
  const url = new URL(text);
  // Never sent anyhow.
  url.hash = '';
  if (isAllowedTarget(url, rules)) return url.href;
  throw new AppError('invalid_request', 'A webhook goes to a public https address.', {
    fields: [{ path: 'url', message: 'webhookUrl' }],
  });
}
