// The canonical form of a request that both sides of Signature Version 4 hash.
import { getCanonicalQuery } from '@smithy/signature-v4';
import type { StoreRequest } from './store-request.ts';

const escapeSegment = (segment: string) =>
  encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** A path as S3 writes it in addresses: everything escaped but letters, digits, `-._~` and slashes. */
export const encodePath = (path: string) => path.split('/').map(escapeSegment).join('/');

function headerLine(request: StoreRequest, name: string): string {
  const value = request.headers[name] ?? '';
  const text = Array.isArray(value) ? value.join(',') : value;
  return `${name}:${text.trim().replace(/\s+/g, ' ')}\n`;
}

/**
 * Re-encodes what was decoded, so a client may escape more or fewer characters than the signer did.
 * S3 neither normalises `..` nor `//`: the path is the key.
 */
export function canonicalRequest(
  request: StoreRequest,
  signedHeaders: string[],
  payloadHash: string,
): string {
  return [
    request.method,
    encodePath(request.path),
    getCanonicalQuery({
      method: request.method,
      protocol: 'http:',
      hostname: '',
      path: request.path,
      headers: {},
      query: Object.fromEntries(request.query),
    }),
    signedHeaders.map((name) => headerLine(request, name)).join(''),
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}
