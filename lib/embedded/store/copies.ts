// Copies inside the bucket: a whole object to another key, or a range of one into a part.
import type { Readable } from 'node:stream';
import { type Answer, xmlAnswer } from './answers.ts';
import type { Measured } from './digests.ts';
import { headersToKeep } from './object-headers.ts';
import type { StoredObject } from './object-table.ts';
import { parseCopyRange, type Range } from './ranges.ts';
import { receiveBlob } from './receive-body.ts';
import { StoreError } from './request-errors.ts';
import type { Call, Store } from './store.ts';
import { headerOrQuery, type StoreRequest } from './store-request.ts';

type Source = { key: string; object: StoredObject };

function decodeSource(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new StoreError('InvalidArgument', 'x-amz-copy-source is not percent-encoded UTF-8.');
  }
}

function findSource({ store, request }: Call): Source {
  const header = headerOrQuery(request, 'x-amz-copy-source') ?? '';
  if (header.includes('?'))
    throw new StoreError('NotImplemented', 'Copying a version is not implemented.');
  const [bucket, ...segments] = decodeSource(header).replace(/^\//, '').split('/');
  const key = segments.join('/');
  if (bucket !== store.bucket)
    throw new StoreError('NoSuchBucket', 'The bucket to copy from does not exist.');
  const object = store.objects.find(key);
  if (!object) throw new StoreError('NoSuchKey', 'There is no such object to copy.');
  return { key, object };
}

/** Copies bytes into a new incoming blob, protecting the source while they flow. */
async function duplicate(
  { blobs, objects }: Store,
  { key, object }: Source,
  range: Range | undefined,
): Promise<Measured & { blob: string }> {
  const { from, to } = range ?? { from: 0, to: object.byteSize - 1 };
  const slices = objects.slices(key, { from, to });
  const release = blobs.lease(slices.map((slice) => slice.blob));
  try {
    const source: AsyncIterable<Buffer> | Readable = blobs.read(slices);
    return await receiveBlob(source, { byteSize: to - from + 1 }, blobs);
  } finally {
    release();
  }
}

function keptOrReplaced(request: StoreRequest, source: Source): Record<string, string> {
  const directive = headerOrQuery(request, 'x-amz-metadata-directive') ?? 'COPY';
  if (directive === 'REPLACE') return headersToKeep(request);
  if (directive !== 'COPY')
    throw new StoreError('InvalidArgument', 'x-amz-metadata-directive must be COPY or REPLACE.');
  if (source.key === request.key)
    throw new StoreError('InvalidRequest', 'A copy onto itself must replace the metadata.');
  return source.object.headers;
}

export async function copyObject(call: Call): Promise<Answer> {
  const { store, request } = call;
  const source = findSource(call);
  const headers = keptOrReplaced(request, source);
  const copied = await duplicate(store, source, undefined);
  const modifiedAt = store.now();
  const { byteSize, md5Hex: etag } = copied;
  try {
    store.objects.put(request.key, { byteSize, etag, headers, checksums: {}, modifiedAt }, [
      copied,
    ]);
  } catch (error) {
    await store.blobs.discard(copied.blob);
    throw error;
  }
  store.blobs.keep(copied.blob);
  return xmlAnswer('CopyObjectResult', {
    ETag: `"${etag}"`,
    LastModified: modifiedAt.toISOString(),
  });
}

/** The bytes of `x-amz-copy-source` (and its range) as an incoming blob. */
export async function receiveCopy(call: Call): Promise<Measured & { blob: string }> {
  const source = findSource(call);
  const header = headerOrQuery(call.request, 'x-amz-copy-source-range');
  return duplicate(call.store, source, parseCopyRange(header, source.object.byteSize));
}
