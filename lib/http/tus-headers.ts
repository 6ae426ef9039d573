// What the headers of a tus request say, and what is wrong with them (tus 1.0.0 and its extensions).
import 'server-only';
import { AppError } from '../shared/errors.ts';
import { type Checksum, checksumAlgorithms } from '../uploads/receive-bytes.ts';

export const tusVersion = '1.0.0';
export const offsetType = 'application/offset+octet-stream';
const mostPartials = 200;

/** How this upload belongs to others. */
export type Concat = { kind: 'whole' } | { kind: 'partial' } | { kind: 'final'; ids: string[] };

const meant = new Set(['HEAD', 'PATCH', 'DELETE']);

/**
 * The method that is meant: environments that know no PATCH say it in a header. Throws `invalid_request`
 * when they say one that tus has not.
 */
export function meantMethod(request: Request): string {
  const override = request.headers.get('x-http-method-override')?.toUpperCase();
  if (request.method !== 'POST' || !override) return request.method;
  if (meant.has(override)) return override;
  throw invalid('X-HTTP-Method-Override');
}

/** Throws `invalid_request` for anything but `partial` and `final;` with addresses of ours. */
export function readConcat(value: string | null): Concat {
  if (value === null) return { kind: 'whole' };
  if (value === 'partial') return { kind: 'partial' };
  const [, list] = /^final;\s*(\S.*)$/.exec(value) ?? [];
  const ids = list?.trim().split(/\s+/).map(idIn) ?? [];
  if (ids.length === 0 || ids.length > mostPartials) throw invalid('Upload-Concat');
  return { kind: 'final', ids };
}

function idIn(address: string): string {
  const [, id] = /\/api\/tus\/([0-9a-f-]{36})\/?$/.exec(address) ?? [];
  if (!id) throw invalid('Upload-Concat');
  return id;
}

/** Throws `invalid_request` for an algorithm that is not offered, and for what is no checksum of it. */
export function readChecksum(value: string | null): Checksum | null {
  if (value === null) return null;
  const [name, encoded = ''] = value.split(' ');
  const algorithm = checksumAlgorithms.find((one) => one === name);
  const digest = Buffer.from(encoded, 'base64');
  const byteSizes = { md5: 16, sha1: 20, sha256: 32 };
  if (!algorithm || digest.byteLength !== byteSizes[algorithm]) throw invalid('Upload-Checksum');
  return { algorithm, digest };
}

function invalid(header: string): AppError {
  const message = `The header ${header} is not valid.`;
  return new AppError('invalid_request', message, { fields: [{ path: header, message }] });
}
