// The one table of failures: every code the app can answer with, and its HTTP status.

/** Codes are part of the REST contract: outside programs branch on them, so they never change meaning. */
export const errorStatus = {
  unauthenticated: 401,
  forbidden: 403,
  csrf: 403,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  conflict: 409,
  upload_incomplete: 409,
  size_mismatch: 409,
  checksum_mismatch: 409,
  file_changed: 409,
  idempotency_key_in_use: 409,
  upload_expired: 410,
  file_too_large: 413,
  quota_exceeded: 413,
  unsupported_media_type: 415,
  invalid_request: 422,
  idempotency_key_reused: 422,
  rate_limited: 429,
  internal: 500,
  storage_unavailable: 503,
  database_unavailable: 503,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof errorStatus;

/** A field of the request and what is wrong with it. `path` is dotted: `variants.0.sku`. */
export type FieldError = { path: string; message: string };

type Details = {
  cause?: unknown;
  fields?: FieldError[];
  /** Only for `rate_limited` and what is away for a moment: when trying again makes sense. */
  retryAfterSeconds?: number;
  /** Only where other credentials would help: what `WWW-Authenticate` says beyond the scheme (RFC 6750). */
  challenge?: string;
};

/** The only error the domain throws on purpose. `message` is a sentence a person can act on. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: FieldError[];
  readonly retryAfterSeconds: number | undefined;
  readonly challenge: string | undefined;

  constructor(code: ErrorCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause });
    this.name = 'AppError';
    this.code = code;
    this.fields = details.fields ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.challenge = details.challenge;
  }
}

/** Below 500, but of the moment: too many requests, a line that was too slow, a first try that is not through. */
const passing: ReadonlySet<ErrorCode> = new Set([
  ...(['rate_limited', 'request_timeout', 'idempotency_key_in_use'] as const),
]);

/** Whether trying the same thing again cannot help: everything that is the caller's to change. */
export function isPermanent(error: AppError): boolean {
  return errorStatus[error.code] < 500 && !passing.has(error.code);
}
