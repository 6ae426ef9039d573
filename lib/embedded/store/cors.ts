// Cross-origin access: lets the listed pages send signed requests and read what they need of the answers.
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Uploaders read `ETag` of every part; media players read the range headers. */
const exposedHeaders = [
  'ETag',
  'Content-Length',
  'Content-Range',
  'Accept-Ranges',
  'Last-Modified',
  'x-amz-checksum-sha256',
  'x-amz-checksum-crc32',
].join(', ');

/** Adds the headers a page of an allowed origin needs; '*' allows every origin. */
export function allowOrigin(
  request: IncomingMessage,
  response: ServerResponse,
  origins: readonly string[],
): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  response.setHeader('vary', 'Origin');
  if (!origins.includes('*') && !origins.includes(origin)) return;
  response.setHeader('access-control-allow-origin', origins.includes('*') ? '*' : origin);
  response.setHeader('access-control-expose-headers', exposedHeaders);
}

/** Answers a preflight: browsers send it unsigned, and it reveals nothing about the bucket. */
export function answerPreflight(request: IncomingMessage, response: ServerResponse): void {
  if (!response.hasHeader('access-control-allow-origin')) {
    response.writeHead(403).end();
    return;
  }
  const wanted = request.headers['access-control-request-headers'];
  if (wanted) response.setHeader('access-control-allow-headers', wanted);
  response
    .writeHead(204, {
      'access-control-allow-methods': 'GET, HEAD, PUT, POST, DELETE',
      'access-control-max-age': '3600',
    })
    .end();
}
