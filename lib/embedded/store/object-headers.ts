// Which request headers are kept with an object and given back when it is read.
import { StoreError } from './request-errors.ts';
import type { StoreRequest } from './store-request.ts';

const keptHeaders = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];
const metadataPrefix = 'x-amz-meta-';
/** R2's limit for all `x-amz-meta-*` of one object. */
const maxMetadataBytes = 8192;

/** Headers to keep; metadata may also be in the query, where signers hoist it. */
export function headersToKeep({ headers, query }: StoreRequest): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': 'application/octet-stream' };
  for (const name of keptHeaders) if (headers[name]) kept[name] = String(headers[name]);
  let metadataBytes = 0;
  for (const [name, value] of [...query, ...Object.entries(headers)]) {
    if (!name.startsWith(metadataPrefix) || value === undefined) continue;
    kept[name] = String(value);
    metadataBytes += Buffer.byteLength(name) + Buffer.byteLength(String(value));
  }
  if (metadataBytes > maxMetadataBytes)
    throw new StoreError('InvalidArgument', `Metadata has at most ${maxMetadataBytes} bytes.`);
  return kept;
}

/** `response-content-disposition` and its kin: what a signed GET wants the answer to say instead. */
export function overriddenHeaders({ query }: StoreRequest): Record<string, string> {
  const overrides: Record<string, string> = {};
  for (const name of keptHeaders) {
    const value = query.get(`response-${name}`);
    if (value === undefined) continue;
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
      throw new StoreError('InvalidArgument', `response-${name} is not a header value.`);
    overrides[name] = value;
  }
  return overrides;
}
