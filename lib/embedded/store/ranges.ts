// Byte ranges (RFC 9110, section 14), one at a time as S3 does.
import { StoreError } from './request-errors.ts';

/** Inclusive byte positions. */
export type Range = { from: number; to: number };

const invalid = () => new StoreError('InvalidRange', 'The range is not inside the object.');

/**
 * Reads a Range header against an object's size. Undefined means the whole object: no header, or one
 * that is not a single byte range, which a server must ignore. Throws `InvalidRange`.
 */
export function parseRange(header: string | undefined, byteSize: number): Range | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,16})-(\d{0,16})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const length = Math.min(Number(last), byteSize);
    if (length === 0) throw invalid();
    return { from: byteSize - length, to: byteSize - 1 };
  }
  const from = Number(first);
  const to = last === '' ? byteSize - 1 : Math.min(Number(last), byteSize - 1);
  if (last !== '' && Number(last) < from) return undefined;
  if (from >= byteSize) throw invalid();
  return { from, to };
}

/** Reads `x-amz-copy-source-range`, which unlike Range must be exact and inside the source. */
export function parseCopyRange(header: string | undefined, byteSize: number): Range | undefined {
  if (header === undefined) return undefined;
  const [, first, last] = /^bytes=(\d{1,16})-(\d{1,16})$/.exec(header) ?? [];
  const from = Number(first);
  const to = Number(last);
  if (!(from <= to))
    throw new StoreError('InvalidArgument', 'x-amz-copy-source-range must be bytes=first-last.');
  if (to >= byteSize) throw invalid();
  return { from, to };
}
