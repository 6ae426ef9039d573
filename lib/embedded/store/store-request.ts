// Turns an HTTP request into what the operations read: one decoding, used for signing and for routing alike.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { StoreError } from './request-errors.ts';

export type StoreRequest = {
  method: string;
  /** Percent-decoded, beginning with a slash. */
  path: string;
  bucket: string;
  /** Empty for requests on the bucket itself. */
  key: string;
  query: ReadonlyMap<string, string>;
  headers: IncomingHttpHeaders;
  body: IncomingMessage;
};

const maxKeyBytes = 1024;

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new StoreError('InvalidURI', 'The address is not valid percent-encoded UTF-8.');
  }
}

function parseQuery(rawQuery: string): Map<string, string> {
  const query = new Map<string, string>();
  for (const pair of rawQuery.split('&')) {
    if (pair === '') continue;
    const [rawName = '', ...rawValue] = pair.replaceAll('+', ' ').split('=');
    const name = decode(rawName);
    // No S3 operation repeats a parameter; which one counts would be up to whoever reads it.
    if (query.has(name)) throw new StoreError('InvalidArgument', `"${name}" is given twice.`);
    query.set(name, decode(rawValue.join('=')));
  }
  return query;
}

/** Throws `InvalidURI`, `InvalidArgument` or `KeyTooLongError` when the address cannot be meant. */
export function parseRequest(request: IncomingMessage): StoreRequest {
  const url = request.url ?? '';
  const queryAt = url.indexOf('?');
  const path = decode(queryAt < 0 ? url : url.slice(0, queryAt));
  if (!path.startsWith('/')) throw new StoreError('InvalidURI', 'The address must be a path.');
  const keyAt = path.indexOf('/', 1);
  const key = keyAt < 0 ? '' : path.slice(keyAt + 1);
  if (Buffer.byteLength(key) > maxKeyBytes)
    throw new StoreError('KeyTooLongError', `A key has at most ${maxKeyBytes} bytes.`);
  return {
    method: request.method ?? '',
    path,
    bucket: keyAt < 0 ? path.slice(1) : path.slice(1, keyAt),
    key,
    query: parseQuery(queryAt < 0 ? '' : url.slice(queryAt + 1)),
    headers: request.headers,
    body: request,
  };
}

/** A header, or the query parameter a presigner made of it (signers hoist `x-amz-*` into the query). */
export function headerOrQuery(request: StoreRequest, name: string): string | undefined {
  const value = request.headers[name];
  return (Array.isArray(value) ? value.join(',') : value) ?? request.query.get(name);
}

/** A whole number from the query, or `fallback` when it is not given. Throws `InvalidArgument`. */
export function queryInteger(
  request: StoreRequest,
  name: string,
  limits: { fallback: number; min: number; max: number },
): number {
  const text = request.query.get(name);
  if (text === undefined) return limits.fallback;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= limits.min && value <= limits.max))
    throw new StoreError('InvalidArgument', `${name} must be ${limits.min} to ${limits.max}.`);
  return value;
}
