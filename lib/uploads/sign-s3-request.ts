// Signing the requests of an S3 client, for one open upload of the caller and nothing else.
import 'server-only';
import { toUpload, type Upload } from '../db/uploads.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import { api } from '../shared/paths.ts';
import {
  type S3Request,
  type SignedS3Request,
  uploadTokenHeader,
} from '../shared/schemas/upload.ts';
import type { UploadRules } from './policy.ts';
import { signParts, type TokenFor } from './tickets.ts';

type Context = { actor: Actor; ports: Ports; rules: UploadRules; tokenFor: TokenFor };

/**
 * Bytes go to the store: PutObject and UploadPart are presigned. What begins, lists, ends or gives up a
 * session comes to the app, which has it open already and looks at the file when it is whole; clients
 * know it by our id, and reach it as they reach the rest of the API (a page also by the upload's token).
 * Throws `not_found` for a key that is no upload of the caller, `upload_expired` for one that is over,
 * and `invalid_request` for what does not fit it.
 */
export async function signS3Request(
  request: S3Request,
  context: Context,
): Promise<SignedS3Request> {
  const upload = await findByKey(request, context);
  const { method, uploadId, partNumber = null } = request;
  if (method === 'PUT') return signBytes(partNumber, upload, context);
  if (!upload.parts) throw misfit('goes in one PUT');
  if (method !== 'POST' && uploadId === undefined) throw misfit('is no session: name its uploadId');
  const token = context.tokenFor(upload.id);
  const headers: Record<string, string> = token === null ? {} : { [uploadTokenHeader]: token };
  return { url: addressOf(request, upload), headers };
}

async function findByKey(request: S3Request, { actor, ports: { db } }: Context): Promise<Upload> {
  const { key, uploadId } = request;
  const isOne = uploadId === undefined ? {} : { id: uploadId };
  const row = await db.upload.findFirst({
    where: { ...isOne, storageKey: key, ownerId: actor.id },
  });
  if (!row) throw new AppError('not_found', 'There is no such upload: open it first.');
  return toUpload(row);
}

/** `partNumber` is null for a file in one piece. */
async function signBytes(
  partNumber: number | null,
  { id, parts }: Upload,
  context: Context,
): Promise<SignedS3Request> {
  if (parts && partNumber === null) throw misfit(`goes in parts of ${parts.partByteSize} bytes`);
  if (!parts && partNumber !== null) throw misfit('goes in one PUT');
  const [signed] = await signParts(id, { partNumbers: [partNumber ?? 1], hosts: 'first' }, context);
  if (!signed) throw new Error('nothing was signed');
  return { url: signed.url, headers: signed.headers };
}

function addressOf({ method, uploadId }: S3Request, { id }: Upload): string {
  if (method === 'DELETE') return api.upload(id);
  return method === 'POST' && uploadId !== undefined ? api.completeAsS3(id) : api.uploadAsS3(id);
}

function misfit(how: string): AppError {
  return new AppError('invalid_request', `This file ${how}.`);
}
