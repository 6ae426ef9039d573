// What is said of bringing files in.
import 'server-only';
import { exampleDraftId, exampleId } from '../example-ids.ts';
import type { OperationTexts } from '../operation.ts';

const wanted = {
  fileName: 'harbour.jpg',
  size: 482_113,
  contentType: 'image/jpeg',
  purpose: 'photo.image',
};
const refusals = ['unsupported_media_type', 'storage_unavailable'] as const;
const mismatches = ['upload_incomplete', 'size_mismatch', 'checksum_mismatch'] as const;

export const uploadTexts: OperationTexts = {
  'POST /api/uploads': {
    id: 'createUpload',
    tag: 'Uploads',
    summary: 'Open an upload',
    description:
      'Answers where and how to send the bytes. Up to 16 MiB they go in one PUT to `url` (`strategy: single`); larger files go in parts of equal size (`multipart`), the addresses of the first of which are in the answer. Send the headers the answer names, and nothing else that is signed. With `dedupe=1` and a file the caller has already, nothing is opened and that media is named.',
    body: wanted,
    params: {
      dedupe: '`1`: answer with the media the caller has of this content already, if any.',
    },
    headers: {
      'Idempotency-Key': 'The same key opens the same upload, with addresses signed anew.',
    },
    fails: ['quota_exceeded', 'conflict', 'idempotency_key_reused', ...refusals],
  },
  'GET /api/uploads': {
    id: 'listUploads',
    tag: 'Uploads',
    summary: 'List open uploads',
    description: 'The uploads of the caller that are neither complete nor over, on any device.',
  },
  'GET /api/uploads/policy': {
    id: 'getUploadPolicy',
    tag: 'Uploads',
    summary: 'What may be uploaded',
    description:
      'For each purpose the formats it takes and the largest size in bytes, as this installation limits it.',
  },
  'POST /api/uploads/sign': {
    id: 'signS3Request',
    tag: 'Uploads',
    summary: 'Sign a request of an S3 client',
    description:
      'For clients that upload by the S3 protocol and have their requests signed, as Uppy with `signRequest`. The upload is opened first, with `POST /api/uploads`, which names its `key`; then CreateMultipartUpload (`POST`), UploadPart (`PUT` with `partNumber`), ListParts (`GET`), CompleteMultipartUpload (`POST` with `uploadId`), AbortMultipartUpload (`DELETE`) and, for a file in one piece, PutObject (`PUT`) are signed. An address without a host is one of this API: send there what you send with every request of it.',
    body: {
      method: 'PUT',
      key: 'videos/0198f0a2-6c1e-4d9c-8a51-2f6a3c5d7e90.mp4',
      uploadId: exampleId,
      partNumber: 1,
    },
    fails: ['not_found', 'upload_expired', 'storage_unavailable'],
  },
  'GET /api/uploads/{id}/s3': {
    id: 'listPartsAsS3',
    tag: 'Uploads',
    summary: 'List the stored parts as S3 does',
    description: 'The answer of ListParts, for the clients of `POST /api/uploads/sign`.',
    fails: ['upload_expired', 'storage_unavailable'],
  },
  'POST /api/uploads/{id}/s3': {
    id: 'createAsS3',
    tag: 'Uploads',
    summary: 'Name the open session as S3 does',
    description:
      'The answer of CreateMultipartUpload, for the clients of `POST /api/uploads/sign`. Opens nothing: the upload is open already.',
    fails: ['upload_expired', 'storage_unavailable'],
  },
  'POST /api/uploads/{id}/s3/complete': {
    id: 'completeAsS3',
    tag: 'Uploads',
    summary: 'Complete an upload as S3 does',
    description:
      'The answer of CompleteMultipartUpload, for the clients of `POST /api/uploads/sign`. Which parts there are is asked of the store, and the file is looked at as by `POST /api/uploads/{id}/complete`.',
    fails: ['upload_expired', 'unsupported_media_type', 'storage_unavailable', ...mismatches],
  },
  'GET /api/uploads/{id}': {
    id: 'getUpload',
    tag: 'Uploads',
    summary: 'Look at an upload',
    description:
      'Where it stands. `storedParts` is asked of the store, so a program that was interrupted sends only what is missing.',
    fails: ['upload_expired', 'storage_unavailable'],
  },
  'DELETE /api/uploads/{id}': {
    id: 'abortUpload',
    tag: 'Uploads',
    summary: 'Abort an upload',
    description: 'Ends it and deletes what was stored. A second call answers the same.',
    fails: ['conflict', 'storage_unavailable'],
  },
  'POST /api/uploads/{id}/parts': {
    id: 'signParts',
    tag: 'Uploads',
    summary: 'Sign more parts',
    description: 'Addresses for up to 64 parts; also new ones for parts whose address has expired.',
    body: { partNumbers: [9, 10, 11, 12] },
    fails: ['upload_expired', 'storage_unavailable'],
  },
  'POST /api/uploads/{id}/complete': {
    id: 'completeUpload',
    tag: 'Uploads',
    summary: 'Complete an upload',
    description:
      'The bytes are there: the server asks the store for their size and looks at the first of them, then begins to process the file. A second call answers the same media.',
    body: {},
    fails: ['upload_expired', 'quota_exceeded', 'conflict', ...mismatches, ...refusals],
  },
  'POST /api/uploads/batch': {
    id: 'createUploads',
    tag: 'Uploads',
    summary: 'Open many uploads',
    description:
      'Up to 50 at once, each with a result of its own in the same order: a ticket, a duplicate, or what is wrong with it. Each may have an `idempotencyKey` of its own.',
    body: { uploads: [{ ...wanted, idempotencyKey: 'harbour-1' }] },
  },
  'POST /api/uploads/complete': {
    id: 'completeUploads',
    tag: 'Uploads',
    summary: 'Complete many uploads',
    description: 'Up to 50 at once, each with a result of its own in the same order.',
    body: { uploads: [{ id: exampleId }] },
  },
  'POST /api/uploads/cleanup': {
    id: 'cleanUpUploads',
    tag: 'Uploads',
    summary: 'Delete files nobody saved',
    description:
      'Of a form that is left, by its draft, or uploads by their ids. Files that are in use stay. JSON is also taken as `text/plain`, which is what `sendBeacon` sends.',
    body: { draftId: exampleDraftId },
    fails: ['storage_unavailable'],
  },
};
