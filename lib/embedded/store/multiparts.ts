// Operations on multipart uploads: create, upload a part, list, complete, abort.
import { createHash } from 'node:crypto';
import { type Answer, xmlAnswer } from './answers.ts';
import { encodePath } from './canonical-request.ts';
import { checkWriteConditions } from './conditions.ts';
import { receiveCopy } from './copies.ts';
import { checksumHeaders, type Measured, promisedDigests } from './digests.ts';
import { keyEncoder } from './listing.ts';
import type { Multipart, Part } from './multipart-table.ts';
import { headersToKeep } from './object-headers.ts';
import { declaredLength, receiveBlob, receiveXml } from './receive-body.ts';
import { StoreError } from './request-errors.ts';
import type { Call, Store } from './store.ts';
import { queryInteger } from './store-request.ts';
import { elements, elementText, parseXml } from './xml.ts';

const maxParts = 10_000;
/** R2's smallest part, but for the last one. */
const minPartBytes = 5 * 1024 * 1024;

export function createMultipart({ store, request }: Call): Answer {
  const id = store.multiparts.start(request.key, headersToKeep(request), store.now());
  return xmlAnswer('InitiateMultipartUploadResult', {
    Bucket: store.bucket,
    Key: request.key,
    UploadId: id,
  });
}

function findMultipart({ store, request }: Call): Multipart {
  const multipart = store.multiparts.find(request.query.get('uploadId') ?? '', request.key);
  if (!multipart)
    throw new StoreError('NoSuchUpload', 'The upload does not exist, is complete or was aborted.');
  return multipart;
}

/** Commits an incoming blob as a part, unless the session ended while the bytes came in. */
async function addPart(call: Call, number: number, received: Measured & { blob: string }) {
  const { store } = call;
  const { blob, byteSize, md5Hex: etag } = received;
  const modifiedAt = store.now();
  try {
    const { id } = findMultipart(call);
    store.multiparts.putPart(id, { number, byteSize, etag, blob, modifiedAt });
  } catch (error) {
    await store.blobs.discard(blob);
    throw error;
  }
  return { etag: `"${etag}"`, modifiedAt };
}

const partNumber = ({ request }: Call) =>
  queryInteger(request, 'partNumber', { fallback: 0, min: 1, max: maxParts });

export async function uploadPart(call: Call): Promise<Answer> {
  const { store, request, payloadSha256 } = call;
  const number = partNumber(call);
  findMultipart(call);
  const promised = {
    ...promisedDigests(request, payloadSha256),
    byteSize: declaredLength(request),
  };
  const received = await receiveBlob(request.body, promised, store.blobs);
  const { etag } = await addPart(call, number, received);
  return { status: 200, headers: { etag, ...checksumHeaders(promised) } };
}

export async function copyPart(call: Call): Promise<Answer> {
  const number = partNumber(call);
  findMultipart(call);
  const { etag, modifiedAt } = await addPart(call, number, await receiveCopy(call));
  return xmlAnswer('CopyPartResult', { ETag: etag, LastModified: modifiedAt.toISOString() });
}

export function listParts(call: Call): Answer {
  const { store, request } = call;
  const { id, key } = findMultipart(call);
  const page = { fallback: 1000, min: 1, max: maxParts };
  const limit = Math.min(queryInteger(request, 'max-parts', page), 1000);
  const marker = queryInteger(request, 'part-number-marker', { ...page, fallback: 0, min: 0 });
  const found = store.multiparts.parts(id, marker, limit + 1);
  const parts = found.slice(0, limit);
  const isTruncated = found.length > limit;
  return xmlAnswer('ListPartsResult', {
    Bucket: store.bucket,
    Key: key,
    UploadId: id,
    PartNumberMarker: marker,
    NextPartNumberMarker: isTruncated ? parts.at(-1)?.number : undefined,
    MaxParts: limit,
    IsTruncated: isTruncated,
    Part: parts.map((part) => ({
      PartNumber: part.number,
      LastModified: part.modifiedAt.toISOString(),
      ETag: `"${part.etag}"`,
      Size: part.byteSize,
    })),
  });
}

export function listMultiparts({ store, request }: Call): Answer {
  const { query } = request;
  const prefix = query.get('prefix') ?? '';
  const keyMarker = query.get('key-marker') ?? '';
  // Upload ids are base64url, so "~" is after all of them: a key marker alone skips the whole key.
  const after = {
    key: keyMarker,
    id: query.get('upload-id-marker') ?? (keyMarker === '' ? '' : '~'),
  };
  const encode = keyEncoder(query.get('encoding-type'));
  const limits = { fallback: 1000, min: 1, max: 2 ** 31 - 1 };
  const limit = Math.min(queryInteger(request, 'max-uploads', limits), 1000);
  const found = store.multiparts
    .sessions(after, prefix, limit + 1)
    .filter((session) => session.key.startsWith(prefix));
  const sessions = found.slice(0, limit);
  const last = found.length > limit ? sessions.at(-1) : undefined;
  return xmlAnswer('ListMultipartUploadsResult', {
    Bucket: store.bucket,
    Prefix: encode(prefix),
    EncodingType: query.get('encoding-type'),
    MaxUploads: limit,
    IsTruncated: last !== undefined,
    NextKeyMarker: last && encode(last.key),
    NextUploadIdMarker: last?.id,
    Upload: sessions.map((session) => ({
      Key: encode(session.key),
      UploadId: session.id,
      Initiated: session.startedAt.toISOString(),
      StorageClass: 'STANDARD',
    })),
  });
}

/** The stored parts a Complete names, in its order. Throws `InvalidPart` or `InvalidPartOrder`. */
function chosenParts(store: Store, id: string, document: Record<string, unknown>): Part[] {
  const stored = new Map(
    store.multiparts.parts(id, 0, maxParts).map((part) => [part.number, part]),
  );
  let previousNumber = 0;
  const chosen = elements(document, 'Part').map((element) => {
    const number = Number(elementText(element, 'PartNumber'));
    const etag = elementText(element, 'ETag').replace(/^"(.*)"$/, '$1');
    const part = stored.get(number);
    if (part?.etag !== etag)
      throw new StoreError('InvalidPart', `Part ${number} was not uploaded with that ETag.`);
    if (number <= previousNumber)
      throw new StoreError('InvalidPartOrder', 'Parts must be in ascending order.');
    previousNumber = number;
    return part;
  });
  if (chosen.length === 0) throw new StoreError('MalformedXML', 'At least one part is needed.');
  return chosen;
}

/** R2's own rules, which S3 does not have: all parts but the last are of one size. */
function checkPartSizes(parts: Part[]): void {
  const size = parts[0]?.byteSize ?? 0;
  const leading = parts.slice(0, -1);
  if (leading.some((part) => part.byteSize < minPartBytes))
    throw new StoreError(
      'EntityTooSmall',
      `All parts but the last have ${minPartBytes} bytes or more.`,
    );
  if (leading.some((part) => part.byteSize !== size))
    throw new StoreError('InvalidPart', 'All non-trailing parts must have the same length.');
  if ((parts.at(-1)?.byteSize ?? 0) > size)
    throw new StoreError('InvalidPart', 'The last part must not be larger than the others.');
}

export async function completeMultipart(call: Call): Promise<Answer> {
  const { store, request, payloadSha256 } = call;
  const { key } = request;
  findMultipart(call);
  const document = parseXml(await receiveXml(request, payloadSha256), 'CompleteMultipartUpload');
  // From here on nothing waits, so nobody else can change the session before the commit.
  const { id, headers } = findMultipart(call);
  const parts = chosenParts(store, id, document);
  checkPartSizes(parts);
  checkWriteConditions(request, store.objects.find(key));
  const digests = Buffer.concat(parts.map((part) => Buffer.from(part.etag, 'hex')));
  const etag = `${createHash('md5').update(digests).digest('hex')}-${parts.length}`;
  const byteSize = parts.reduce((sum, part) => sum + part.byteSize, 0);
  const kept = new Set(parts.map((part) => part.blob));
  const object = { byteSize, etag, headers, checksums: {}, modifiedAt: store.now() };
  store.objects.put(key, object, parts, () => store.multiparts.forget(id, kept));
  return xmlAnswer('CompleteMultipartUploadResult', {
    Location: `http://${request.headers.host}${encodePath(request.path)}`,
    Bucket: store.bucket,
    Key: key,
    ETag: `"${etag}"`,
  });
}

export function abortMultipart(call: Call): Answer {
  call.store.multiparts.abort(findMultipart(call).id);
  return { status: 204 };
}
