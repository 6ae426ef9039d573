// The whole surface of the store as a table; what is not in it is refused with NotImplemented.
import type { Answer } from './answers.ts';
import { getCors, getLifecycle, putCors, putLifecycle } from './bucket-settings.ts';
import { copyObject } from './copies.ts';
import { listObjects } from './listing.ts';
import {
  abortMultipart,
  completeMultipart,
  copyPart,
  createMultipart,
  listMultiparts,
  listParts,
  uploadPart,
} from './multiparts.ts';
import { deleteObject, deleteObjects, getObject, putObject } from './objects.ts';
import { StoreError } from './request-errors.ts';
import type { Call } from './store.ts';
import { headerOrQuery, type StoreRequest } from './store-request.ts';

type Operation = (call: Call) => Answer | Promise<Answer>;

type Route = {
  target: 'bucket' | 'object';
  method: string;
  /** Parameters that must be there: they choose the operation. */
  requires: string[];
  /** Parameters that may be there besides. */
  allows: string[];
  isCopy?: boolean;
  operation: Operation;
};

const overrides = [
  'response-content-type',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-expires',
];
const pages = ['prefix', 'encoding-type'];
const listing = [
  ...pages,
  'delimiter',
  'max-keys',
  'continuation-token',
  'start-after',
  'fetch-owner',
];
const sessions = [...pages, 'max-uploads', 'key-marker', 'upload-id-marker'];
const partPage = ['max-parts', 'part-number-marker'];
const part = ['uploadId', 'partNumber'];

const bucketExists: Operation = () => ({ status: 200 });

const routes: Route[] = [
  { target: 'bucket', method: 'HEAD', requires: [], allows: [], operation: bucketExists },
  {
    target: 'bucket',
    method: 'GET',
    requires: ['list-type'],
    allows: listing,
    operation: listObjects,
  },
  {
    target: 'bucket',
    method: 'GET',
    requires: ['uploads'],
    allows: sessions,
    operation: listMultiparts,
  },
  { target: 'bucket', method: 'GET', requires: ['cors'], allows: [], operation: getCors },
  { target: 'bucket', method: 'PUT', requires: ['cors'], allows: [], operation: putCors },
  { target: 'bucket', method: 'GET', requires: ['lifecycle'], allows: [], operation: getLifecycle },
  { target: 'bucket', method: 'PUT', requires: ['lifecycle'], allows: [], operation: putLifecycle },
  { target: 'bucket', method: 'POST', requires: ['delete'], allows: [], operation: deleteObjects },
  { target: 'object', method: 'GET', requires: [], allows: overrides, operation: getObject },
  { target: 'object', method: 'HEAD', requires: [], allows: overrides, operation: getObject },
  { target: 'object', method: 'PUT', requires: [], allows: [], operation: putObject },
  {
    target: 'object',
    method: 'PUT',
    requires: [],
    allows: [],
    isCopy: true,
    operation: copyObject,
  },
  { target: 'object', method: 'DELETE', requires: [], allows: [], operation: deleteObject },
  {
    target: 'object',
    method: 'POST',
    requires: ['uploads'],
    allows: [],
    operation: createMultipart,
  },
  { target: 'object', method: 'PUT', requires: part, allows: [], operation: uploadPart },
  {
    target: 'object',
    method: 'PUT',
    requires: part,
    allows: [],
    isCopy: true,
    operation: copyPart,
  },
  {
    target: 'object',
    method: 'GET',
    requires: ['uploadId'],
    allows: partPage,
    operation: listParts,
  },
  {
    target: 'object',
    method: 'POST',
    requires: ['uploadId'],
    allows: [],
    operation: completeMultipart,
  },
  {
    target: 'object',
    method: 'DELETE',
    requires: ['uploadId'],
    allows: [],
    operation: abortMultipart,
  },
];

const signingParameters = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
  'X-Amz-Content-Sha256',
  // The SDKs name the operation in it; it says nothing new.
  'x-id',
]);

const understoodHeaders = new Set([
  'x-amz-date',
  'x-amz-content-sha256',
  'x-amz-user-agent',
  'x-amz-checksum-sha256',
  'x-amz-checksum-crc32',
  'x-amz-checksum-mode',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-copy-source',
  'x-amz-copy-source-range',
  'x-amz-metadata-directive',
]);

const isUnderstood = (name: string) =>
  understoodHeaders.has(name) || name.startsWith('x-amz-meta-');

/** Throws `NotImplemented` when a header or parameter asks for something this store would ignore. */
function checkUnderstood({ headers, query }: StoreRequest, parameters: Set<string>): void {
  const header = Object.keys(headers).find(
    (name) => name.startsWith('x-amz-') && !isUnderstood(name),
  );
  if (header) throw new StoreError('NotImplemented', `The header ${header} is not implemented.`);
  const parameter = [...query.keys()].find(
    (name) => !parameters.has(name) && !signingParameters.has(name) && !isUnderstood(name),
  );
  if (parameter !== undefined)
    throw new StoreError('NotImplemented', `The parameter ${parameter} is not implemented.`);
}

/** The operation a request asks for. Throws `NotImplemented`, `NoSuchBucket` or `MethodNotAllowed`. */
export function findOperation(request: StoreRequest, bucket: string): Operation {
  if (request.bucket === '')
    throw new StoreError(
      'NotImplemented',
      'There is one bucket; listing buckets is not implemented.',
    );
  if (request.bucket !== bucket) throw new StoreError('NoSuchBucket', 'The bucket does not exist.');
  const target = request.key === '' ? 'bucket' : 'object';
  const isCopy = headerOrQuery(request, 'x-amz-copy-source') !== undefined;
  const selectors = new Set(routes.flatMap((route) => route.requires));
  const chosenBy = [...request.query.keys()].filter((name) => selectors.has(name));
  const candidates = routes.filter(
    (route) => route.target === target && route.method === request.method,
  );
  if (candidates.length === 0 && !['PUT', 'GET', 'DELETE', 'POST'].includes(request.method))
    throw new StoreError('MethodNotAllowed', `${request.method} is not a method of this store.`);
  const route = candidates.find(
    ({ requires, isCopy: copies = false }) =>
      copies === isCopy &&
      requires.length === chosenBy.length &&
      requires.every((name) => request.query.has(name)),
  );
  if (!route)
    throw new StoreError('NotImplemented', 'This operation is not implemented by this store.');
  checkUnderstood(request, new Set([...route.requires, ...route.allows]));
  if (request.query.has('list-type') && request.query.get('list-type') !== '2')
    throw new StoreError('NotImplemented', 'Only version 2 of the listing is implemented.');
  return route.operation;
}
