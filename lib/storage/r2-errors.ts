// What a failure of the S3 client means to the app.
import 'server-only';
import { S3ServiceException } from '@aws-sdk/client-s3';
import { AppError } from '../shared/errors.ts';

const retryAfterSeconds = 5;

/** The S3 code of a failure (`NoSuchKey`), or the name of any other error. */
function failureName(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

/** Whether the store did answer, and said no: trying the same again would end the same. */
export function wasRefused(error: unknown): error is S3ServiceException {
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  return status !== undefined && status < 500;
}

/** Says in the app's words what went wrong; whatever is not about one object is `storage_unavailable`. */
export function toStorageError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  switch (failureName(error)) {
    case 'NoSuchKey':
    case 'NotFound':
      return new AppError('not_found', 'The file is not in the store.', { cause: error });
    case 'NoSuchUpload':
      return new AppError('upload_expired', 'The upload is over; start it again.', {
        cause: error,
      });
    case 'InvalidPart':
    case 'InvalidPartOrder':
    case 'EntityTooSmall':
      return new AppError('upload_incomplete', 'The store does not have all parts of the file.', {
        cause: error,
      });
    default:
      return new AppError('storage_unavailable', 'The file store did not answer. Try again.', {
        cause: error,
        retryAfterSeconds,
      });
  }
}

/** Runs one conversation with the store and throws only `AppError`. */
export async function withStorageErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toStorageError(error);
  }
}

/** Like `withStorageErrors`, but null when the named failure says that the thing is not there. */
export async function nullWhen<Result>(
  name: string,
  work: () => Promise<Result>,
): Promise<Result | null> {
  try {
    return await work();
  } catch (error) {
    if (failureName(error) === name) return null;
    throw toStorageError(error);
  }
}
