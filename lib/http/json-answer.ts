// A result as a JSON answer; what was read before and did not change is not sent again (RFC 9110, 13.1.2).
import 'server-only';
import { createHash } from 'node:crypto';

type Told = { request: Request; status: number; requestId: string; isKept?: boolean };

const reads = new Set(['GET', 'HEAD']);

/**
 * What is read may be kept by who asked, to be asked about again; nothing else is kept. `undefined` is
 * answered with 204. A `Response` is answered as it is.
 */
export function jsonAnswer(
  result: unknown,
  { request, status, requestId, isKept = true }: Told,
): Response {
  if (result instanceof Response) return result;
  const headers = new Headers({ 'cache-control': 'no-store', 'x-request-id': requestId });
  if (result === undefined) return new Response(null, { status: 204, headers });
  const text = JSON.stringify(result);
  if (!isKept || !reads.has(request.method) || status !== 200) {
    headers.set('content-type', 'application/json');
    return new Response(text, { status, headers });
  }
  headers.set('cache-control', 'private, no-cache');
  // Not for whoever signs in on this browser next.
  headers.set('vary', 'cookie, authorization');
  return revalidated(text, { request, headers });
}

/** The text with its `ETag`, or 304 when the caller has it already. */
export function revalidated(
  text: string,
  { request, headers }: { request: Request; headers: Headers },
): Response {
  const etag = entityTag(text);
  headers.set('etag', etag);
  if (isKnown(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers });
  }
  if (!headers.has('content-type')) headers.set('content-type', 'application/json');
  return new Response(text, { headers });
}

/** Weak, as Next and proxies compress what is sent. */
function entityTag(text: string): string {
  return `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}

/** The weak comparison: marks of weakness do not count. */
function isKnown(header: string | null, etag: string): boolean {
  if (header === null) return false;
  const known = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(etag.replace(/^W\//, ''));
}
