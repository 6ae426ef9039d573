// Conditional requests (RFC 9110, section 13): whether an object is still, or not yet, what the client thinks.
import { StoreError } from './request-errors.ts';
import type { StoreRequest } from './store-request.ts';

type Version = { etag: string; modifiedAt: Date };

const matches = (header: string, { etag }: Version) =>
  header
    .split(',')
    .map((tag) =>
      tag
        .trim()
        .replace(/^W\//, '')
        .replace(/^"(.*)"$/, '$1'),
    )
    .some((tag) => tag === '*' || tag === etag);

// HTTP dates have no milliseconds.
const seconds = (date: Date) => Math.floor(date.getTime() / 1000);

function modifiedSince(header: string, version: Version): boolean | undefined {
  const since = new Date(header);
  return Number.isNaN(since.getTime()) ? undefined : seconds(version.modifiedAt) > seconds(since);
}

const failed = () =>
  new StoreError('PreconditionFailed', 'A condition of the request does not hold.');

/** Throws `PreconditionFailed` when a write must not replace (or create) what is there. */
export function checkWriteConditions(
  { headers }: StoreRequest,
  current: Version | undefined,
): void {
  const ifMatch = headers['if-match'];
  const ifNoneMatch = headers['if-none-match'];
  if (ifMatch !== undefined && !(current && matches(ifMatch, current))) throw failed();
  if (ifNoneMatch !== undefined && current && matches(ifNoneMatch, current)) throw failed();
}

/** Whether a read may answer 304; throws `PreconditionFailed` when it must answer 412. */
export function isNotModified({ headers }: StoreRequest, current: Version): boolean {
  const ifMatch = headers['if-match'];
  if (ifMatch !== undefined && !matches(ifMatch, current)) throw failed();
  const ifUnmodifiedSince = headers['if-unmodified-since'];
  if (ifMatch === undefined && ifUnmodifiedSince && modifiedSince(ifUnmodifiedSince, current))
    throw failed();
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, current);
  const ifModifiedSince = headers['if-modified-since'];
  return ifModifiedSince !== undefined && modifiedSince(ifModifiedSince, current) === false;
}

/** Whether a Range header counts: `If-Range` asks for the whole object when it has changed. */
export function rangeStillApplies({ headers }: StoreRequest, current: Version): boolean {
  const ifRange = headers['if-range'];
  if (ifRange === undefined || Array.isArray(ifRange)) return true;
  return ifRange === `"${current.etag}"` || modifiedSince(ifRange, current) === false;
}
