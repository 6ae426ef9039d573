// When each code is answered: the table of the contract, with the codes that joined it.
import 'server-only';
import type { ErrorCode } from '../shared/errors.ts';

export const errorTexts: Record<ErrorCode, string> = {
  unauthenticated: 'No session or token, or one that does not hold any more.',
  forbidden: 'Signed in, but not allowed: for admins, or the token lacks the scope.',
  csrf: 'A request with a session cookie that did not come from a page of this app.',
  not_found: 'There is no such thing, or it belongs to somebody else.',
  method_not_allowed: 'The address does not know this method; `Allow` says which it does.',
  request_timeout: 'The body came too slowly, or stopped coming.',
  conflict:
    'Somebody else changed it meanwhile (`version`), or what is asked does not go with its state.',
  upload_incomplete: 'Not all bytes are stored yet.',
  size_mismatch: 'What is stored does not have the declared size.',
  checksum_mismatch: 'What is stored is not what was declared.',
  file_changed: 'Another file than the upload began with.',
  idempotency_key_in_use:
    'The first request under this key is still being worked on: wait as `Retry-After` says.',
  upload_expired: 'The upload was aborted or left for too long.',
  file_too_large: 'The file is over the limit of its purpose, or the body over that of requests.',
  quota_exceeded: 'The caller may not keep as much: something has to be deleted first.',
  unsupported_media_type:
    'The type is not accepted for this purpose, or the content is not what it claims.',
  invalid_request: 'Fields are missing or wrong; `errors` names each.',
  idempotency_key_reused: 'The key came with another request before.',
  rate_limited: 'Too many requests: wait as `Retry-After` says.',
  internal: 'Something went wrong on our side; the log has it under `requestId`.',
  storage_unavailable: 'The store did not answer. Nothing was lost; try again.',
  database_unavailable: 'The database did not answer. Nothing was lost; try again.',
};
