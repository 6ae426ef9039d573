// The only place where something thrown becomes an answer: RFC 9457 problem+json.
import 'server-only';
import { z } from 'zod';
import { isDatabaseAway, isUnstorable } from '../db/client.ts';
import { log } from '../env/log.ts';
import { AppError, errorStatus, type FieldError } from '../shared/errors.ts';
import english from '../shared/messages/en.json' with { type: 'json' };
import type { Problem } from '../shared/schemas/problem.ts';

/** The answer of a request that failed; `ownStatus` is for protocols that have their own numbers. */
export function problemResponse(thrown: unknown, requestId: string, ownStatus?: number): Response {
  const error = toAppError(thrown);
  const problem = problemOf(error, requestId);
  const status = ownStatus ?? problem.status;
  const body = { ...problem, status };
  const headers = new Headers({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'x-request-id': requestId,
  });
  const retryAfter = error.retryAfterSeconds ?? (status === 503 ? 5 : undefined);
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter));
  // RFC 9110 wants to hear with every 401 how one could sign in; a browser asks nobody for a token.
  if (status === 401 || error.challenge) {
    headers.set('www-authenticate', ['Bearer', error.challenge].filter(Boolean).join(' '));
  }
  // What is left of the body is not waited for.
  if (endsConnection.has(error.code)) headers.set('connection', 'close');
  return new Response(JSON.stringify(body), { status, headers });
}

const endsConnection: ReadonlySet<string> = new Set(['request_timeout', 'file_too_large']);

/**
 * What the caller is told: of a whole request, or of one item in a batch. What we did not expect gets
 * a fixed sentence; its cause is logged under the request id.
 */
export function problemOf(thrown: unknown, requestId: string): Problem {
  const error = toAppError(thrown);
  const status = errorStatus[error.code];
  if (status >= 500) {
    log().error({ requestId, code: error.code, err: error.cause ?? error }, 'a request failed');
  }
  return {
    type: `/problems/${error.code}`,
    title: titles[error.code],
    status,
    detail: error.message,
    code: error.code,
    ...(error.fields.length > 0 ? { errors: error.fields.map(fieldProblem) } : {}),
    requestId,
  };
}

/** Schemas say keys of our messages, for forms in three languages; a program reads a sentence. */
function fieldProblem({ path, message }: FieldError) {
  const sentence = new Map(Object.entries(english.validation)).get(message);
  return sentence ? { path, message: sentence, code: message } : { path, message };
}

const titles: Record<AppError['code'], string> = {
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  csrf: 'Request from elsewhere',
  not_found: 'Not found',
  method_not_allowed: 'Method not allowed',
  request_timeout: 'Request too slow',
  conflict: 'Conflict',
  upload_incomplete: 'Upload not complete',
  size_mismatch: 'Size differs',
  checksum_mismatch: 'Checksum differs',
  file_changed: 'Another file',
  idempotency_key_in_use: 'Still at it',
  upload_expired: 'Upload is over',
  file_too_large: 'File too large',
  quota_exceeded: 'Storage is full',
  unsupported_media_type: 'File type not accepted',
  invalid_request: 'Fields are not valid',
  idempotency_key_reused: 'Idempotency key of another request',
  rate_limited: 'Too many requests',
  internal: 'Something went wrong',
  storage_unavailable: 'Storage does not answer',
  database_unavailable: 'Database does not answer',
};

function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof z.ZodError) {
    const fields = fieldsIn(thrown.issues);
    return new AppError('invalid_request', 'Some fields are not valid.', { cause: thrown, fields });
  }
  if (isUnstorable(thrown)) {
    const sentence = 'A text or a date in this request cannot be stored.';
    return new AppError('invalid_request', sentence, { cause: thrown });
  }
  if (isDatabaseAway(thrown)) {
    const sentence = 'The database did not answer. Nothing was lost; try again in a moment.';
    return new AppError('database_unavailable', sentence, { cause: thrown });
  }
  return new AppError('internal', 'Something went wrong on our side.', { cause: thrown });
}

/** Where either of two shapes would do, the fields of both are named. */
function fieldsIn(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues.flatMap((issue) =>
    issue.code === 'invalid_union' && issue.errors.length > 0
      ? fieldsIn(issue.errors.flat()).map(({ path, message }) => ({
          path: [...issue.path, path].filter((part) => part !== '').join('.'),
          message,
        }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  );
}
