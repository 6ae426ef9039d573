// Cross-origin access: lets the listed pages send signed requests and read what they need of the answers.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CorsRule } from './setting-table.ts';

/** Uploaders read `ETag` of every part; media players read the range headers. */
const exposed = [
  'ETag',
  'Content-Length',
  'Content-Range',
  'Accept-Ranges',
  'Last-Modified',
  'x-amz-checksum-sha256',
  'x-amz-checksum-crc32',
];

/** What holds as long as the bucket has no policy of its own: pages of these origins may do everything. */
export function openTo(origins: readonly string[]): CorsRule[] {
  const methods = ['GET', 'HEAD', 'PUT', 'POST', 'DELETE'];
  const all = { id: undefined, methods, headers: ['*'], exposed, maxAgeSeconds: 3600 };
  return [{ ...all, origins: [...origins] }];
}

/** Adds the headers a page needs where a rule allows its origin this request; '*' allows every origin. */
export function allowOrigin(
  request: IncomingMessage,
  response: ServerResponse,
  rules: readonly CorsRule[],
): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  response.setHeader('vary', 'Origin');
  const rule = rules.find((each) => isFor(each, request, origin));
  if (!rule) return;
  const isForAll = rule.origins.includes('*');
  response.setHeader('access-control-allow-origin', isForAll ? '*' : origin);
  if (rule.exposed.length > 0) {
    response.setHeader('access-control-expose-headers', rule.exposed.join(', '));
  }
  if (request.method !== 'OPTIONS') return;
  response.setHeader('access-control-allow-methods', rule.methods.join(', '));
  const wanted = request.headers['access-control-request-headers'];
  if (wanted) response.setHeader('access-control-allow-headers', wanted);
  if (rule.maxAgeSeconds !== undefined) {
    response.setHeader('access-control-max-age', String(rule.maxAgeSeconds));
  }
}

/** Answers a preflight: browsers send it unsigned, and it reveals nothing about the bucket. */
export function answerPreflight(response: ServerResponse): void {
  const isAllowed = response.hasHeader('access-control-allow-origin');
  response.writeHead(isAllowed ? 204 : 403).end();
}

function isFor(rule: CorsRule, request: IncomingMessage, origin: string): boolean {
  const asked = request.headers['access-control-request-method'];
  const method = request.method === 'OPTIONS' ? asked : request.method;
  const wanted = String(request.headers['access-control-request-headers'] ?? '');
  const headers = wanted.split(',').flatMap((name) => name.trim() || []);
  return (
    rule.origins.some((pattern) => fits(pattern, origin)) &&
    (method === undefined || rule.methods.includes(method)) &&
    headers.every((name) => rule.headers.some((pattern) => fits(pattern, name)))
  );
}

/** Whether a pattern, in which one '*' stands for any characters, means this text. */
function fits(pattern: string, text: string): boolean {
  const [before = '', after] = pattern.toLowerCase().split('*');
  const lower = text.toLowerCase();
  if (after === undefined) return lower === before;
  return (
    lower.length >= before.length + after.length &&
    lower.startsWith(before) &&
    lower.endsWith(after)
  );
}
