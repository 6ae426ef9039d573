// ListObjectsV2: walks the keys in order straight from the index, however many there are.
import type { DatabaseSync } from 'node:sqlite';
import { type Answer, xmlAnswer } from './answers.ts';
import { encodePath } from './canonical-request.ts';
import { StoreError } from './request-errors.ts';
import type { Call } from './store.ts';
import { queryInteger } from './store-request.ts';

type Entry = { key: string; byteSize: number; etag: string; modifiedAt: Date };

type Page = { entries: Entry[]; commonPrefixes: string[]; next: Buffer | undefined };

const zeroByte = Buffer.from([0]);

/** The smallest byte string after every string that begins with `prefix`; UTF-8 never ends in 0xff. */
function afterPrefix(prefix: Buffer): Buffer {
  const successor = Buffer.from(prefix);
  successor.writeUInt8(successor.readUInt8(successor.length - 1) + 1, successor.length - 1);
  return successor;
}

const later = (one: Buffer, other: Buffer) => (Buffer.compare(one, other) > 0 ? one : other);

/** One page from `start` on (inclusive). Each common prefix is skipped with a single index seek. */
function readPage(
  database: DatabaseSync,
  {
    prefix,
    delimiter,
    start,
    limit,
  }: {
    prefix: string;
    delimiter: string;
    start: Buffer;
    limit: number;
  },
): Page {
  const prefixBytes = Buffer.from(prefix);
  const end = prefix === '' ? Buffer.from([0xff]) : afterPrefix(prefixBytes);
  const select = database.prepare(
    'SELECT key, byte_size, etag, modified_at FROM object WHERE key >= ? AND key < ? ORDER BY key LIMIT ?',
  );
  const page: Page = { entries: [], commonPrefixes: [], next: undefined };
  let cursor = later(prefixBytes, start);
  for (;;) {
    const room = limit - page.entries.length - page.commonPrefixes.length;
    let jumped = false;
    for (const row of select.iterate(cursor, end, room + 1)) {
      const keyBytes = Buffer.from(row.key as Uint8Array);
      if (page.entries.length + page.commonPrefixes.length === limit)
        return { ...page, next: keyBytes };
      const key = keyBytes.toString();
      const delimiterAt = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      if (delimiterAt >= 0) {
        const commonPrefix = key.slice(0, delimiterAt + delimiter.length);
        page.commonPrefixes.push(commonPrefix);
        cursor = afterPrefix(Buffer.from(commonPrefix));
        jumped = true;
        break;
      }
      page.entries.push({
        key,
        byteSize: Number(row.byte_size),
        etag: String(row.etag),
        modifiedAt: new Date(Number(row.modified_at)),
      });
    }
    if (!jumped) return page;
  }
}

/** How keys are written: as they are, or percent-encoded when the client cannot take them in XML. */
export function keyEncoder(encodingType: string | undefined): (key: string) => string {
  if (encodingType === undefined) return (key) => key;
  if (encodingType !== 'url')
    throw new StoreError('InvalidArgument', 'encoding-type can only be "url".');
  return encodePath;
}

function parseToken(token: string): Buffer {
  const start = Buffer.from(token, 'base64url');
  if (start.length === 0 || start.toString('base64url') !== token)
    throw new StoreError('InvalidArgument', 'The continuation token is not one of this store.');
  return start;
}

export function listObjects({ store, request }: Call): Answer {
  const { query } = request;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const startAfter = query.get('start-after');
  const token = query.get('continuation-token');
  const maxKeys = queryInteger(request, 'max-keys', { fallback: 1000, min: 0, max: 2 ** 31 - 1 });
  const limit = Math.min(maxKeys, 1000);
  const encode = keyEncoder(query.get('encoding-type'));
  const first = startAfter ? Buffer.concat([Buffer.from(startAfter), zeroByte]) : Buffer.alloc(0);
  const start = token === undefined ? first : parseToken(token);
  const page: Page =
    limit === 0
      ? { entries: [], commonPrefixes: [], next: undefined }
      : readPage(store.database, { prefix, delimiter, start, limit });
  return xmlAnswer('ListBucketResult', {
    Name: store.bucket,
    Prefix: encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    StartAfter: startAfter === undefined ? undefined : encode(startAfter),
    EncodingType: query.get('encoding-type'),
    MaxKeys: limit,
    KeyCount: page.entries.length + page.commonPrefixes.length,
    IsTruncated: page.next !== undefined,
    ContinuationToken: token,
    NextContinuationToken: page.next?.toString('base64url'),
    Contents: page.entries.map((entry) => ({
      Key: encode(entry.key),
      LastModified: entry.modifiedAt.toISOString(),
      ETag: `"${entry.etag}"`,
      Size: entry.byteSize,
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: page.commonPrefixes.map((commonPrefix) => ({ Prefix: encode(commonPrefix) })),
  });
}
