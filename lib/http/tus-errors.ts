// What is wrong with a tus request, in our words and with the numbers tus has for it.
import 'server-only';
import { ERRORS } from '@tus/server';
import { AppError, type ErrorCode } from '../shared/errors.ts';

export class WrongVersion extends AppError {}

/** Where it is another than that of the code. */
export function tusStatus(error: unknown): number | undefined {
  if (!(error instanceof AppError)) return undefined;
  if (error instanceof WrongVersion) return 412;
  return error.code === 'checksum_mismatch' ? 460 : undefined;
}

const codes: Record<number, ErrorCode> = {
  400: 'invalid_request',
  403: 'invalid_request',
  404: 'not_found',
  409: 'conflict',
  410: 'upload_expired',
  413: 'file_too_large',
  501: 'invalid_request',
};

/** The server throws plain objects; ours pass as they are. */
export function translated(error: unknown): unknown {
  if (error instanceof AppError || typeof error !== 'object' || error === null) return error;
  if (!('status_code' in error && 'body' in error)) return error;
  // Ended by its sender, or because somebody else asked: whoever is still there looks how far it is.
  if (error.body === ERRORS.ABORTED.body)
    return new AppError('conflict', 'This request was ended.');
  const code = codes[Number(error.status_code)];
  return code ? new AppError(code, String(error.body).trim()) : new Error(String(error.body));
}
