// Operations on whole objects: put, get, head, delete, delete many.
import { type Answer, xmlAnswer } from './answers.ts';
import { checkWriteConditions, isNotModified, rangeStillApplies } from './conditions.ts';
import { checksumHeaders, promisedDigests } from './digests.ts';
import { headersToKeep, overriddenHeaders } from './object-headers.ts';
import type { StoredObject } from './object-table.ts';
import { parseRange } from './ranges.ts';
import { declaredLength, receiveBlob, receiveXml } from './receive-body.ts';
import { StoreError } from './request-errors.ts';
import type { Call } from './store.ts';
import type { StoreRequest } from './store-request.ts';
import { elements, elementText, parseXml } from './xml.ts';

/** S3's limit for one DeleteObjects. */
const maxDeletions = 1000;

export async function putObject({ store, request, payloadSha256 }: Call): Promise<Answer> {
  const { objects, blobs } = store;
  const { key } = request;
  const promised = {
    ...promisedDigests(request, payloadSha256),
    byteSize: declaredLength(request),
  };
  const headers = headersToKeep(request);
  // Refusing before the body comes saves sending it; the check that counts is the one at the commit.
  checkWriteConditions(request, objects.find(key));
  const received = await receiveBlob(request.body, promised, blobs);
  const checksums = checksumHeaders(promised);
  try {
    checkWriteConditions(request, objects.find(key));
    const { byteSize, md5Hex: etag } = received;
    objects.put(key, { byteSize, etag, headers, checksums, modifiedAt: store.now() }, [received]);
  } catch (error) {
    await blobs.discard(received.blob);
    throw error;
  }
  blobs.keep(received.blob);
  return { status: 200, headers: { etag: `"${received.md5Hex}"`, ...checksums } };
}

function findObject({ store, request }: Call): StoredObject {
  const object = store.objects.find(request.key);
  if (!object) throw new StoreError('NoSuchKey', 'There is no such object.');
  return object;
}

function describe(object: StoredObject, request: StoreRequest): Record<string, string> {
  const wantsChecksums = request.headers['x-amz-checksum-mode'] === 'ENABLED';
  return {
    ...object.headers,
    ...overriddenHeaders(request),
    etag: `"${object.etag}"`,
    'last-modified': object.modifiedAt.toUTCString(),
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    ...(wantsChecksums && request.headers.range === undefined ? object.checksums : {}),
  };
}

/** Answers GET and HEAD alike; the server leaves the body out for HEAD. */
export function getObject(call: Call): Answer {
  const { store, request } = call;
  const object = findObject(call);
  const headers = describe(object, request);
  if (isNotModified(request, object)) return { status: 304, headers };
  const range = rangeStillApplies(request, object)
    ? parseRange(request.headers.range, object.byteSize)
    : undefined;
  const { from, to } = range ?? { from: 0, to: object.byteSize - 1 };
  headers['content-length'] = String(to - from + 1);
  if (range) headers['content-range'] = `bytes ${from}-${to}/${object.byteSize}`;
  const status = range ? 206 : 200;
  if (request.method === 'HEAD' || object.byteSize === 0) return { status, headers };
  const slices = store.objects.slices(request.key, { from, to });
  const release = store.blobs.lease(slices.map((slice) => slice.blob));
  return { status, headers, body: store.blobs.read(slices), release };
}

/** Idempotent, as S3 wants it. */
export function deleteObject({ store, request }: Call): Answer {
  store.objects.remove(request.key);
  return { status: 204 };
}

export async function deleteObjects({ store, request, payloadSha256 }: Call): Promise<Answer> {
  const { md5, sha256, crc32 } = promisedDigests(request, payloadSha256);
  if (md5 === undefined && sha256 === undefined && crc32 === undefined)
    throw new StoreError('InvalidRequest', 'DeleteObjects needs Content-MD5 or x-amz-checksum-*.');
  const document = parseXml(await receiveXml(request, payloadSha256), 'Delete');
  const listed = elements(document, 'Object');
  if (listed.length === 0 || listed.length > maxDeletions)
    throw new StoreError('MalformedXML', `DeleteObjects takes 1 to ${maxDeletions} keys.`);
  if (listed.some((object) => 'VersionId' in object))
    throw new StoreError('NotImplemented', 'Versions are not implemented.');
  const keys = listed.map((object) => elementText(object, 'Key'));
  for (const key of keys) store.objects.remove(key);
  const isQuiet = document.Quiet === 'true';
  return xmlAnswer('DeleteResult', { Deleted: isQuiet ? [] : keys.map((Key) => ({ Key })) });
}
