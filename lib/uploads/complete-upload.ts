// Finishing an upload: look at what really arrived, then hand it on. Whoever calls, it happens once.
import 'server-only';
import { mediaInclude, toMedia } from '../db/media.ts';
import { signalMedia } from '../db/media-signals.ts';
import { addEvent } from '../db/outbox.ts';
import { findUpload, type Upload } from '../db/uploads.ts';
import { mediaUploadedEvent } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError, type ErrorCode } from '../shared/errors.ts';
import type { FailureCode } from '../shared/media-state.ts';
import type { Media } from '../shared/schemas/media.ts';
import { type FormatName, formatNames, storedAs } from '../shared/upload-policy.ts';
import { contentFormat } from './check-content.ts';
import { partSizeOf } from './part-plan.ts';
import type { UploadRules } from './policy.ts';

type Context = { actor: Actor; ports: Ports; rules: UploadRules };

/**
 * Checks the stored object (size by HEAD, kind by its first bytes) and starts its processing.
 * A repeated call, also at the same time, answers the same media. Throws `upload_incomplete` while
 * bytes are missing, `size_mismatch` or `unsupported_media_type` for a liar, whose object is then
 * gone, and `upload_expired` for an upload that was aborted.
 */
export async function completeUpload(uploadId: string, context: Context): Promise<Media> {
  const { actor, ports, rules } = context;
  const upload = await findUpload(ports.db, { id: uploadId, ownerId: actor.id });
  if (!upload) throw new AppError('not_found', 'There is no such upload.');
  if (upload.status === 'open') {
    await assemble(upload, ports);
    await accept(upload, await inspect(upload, ports, rules), ports);
  }
  return outcome(uploadId, context);
}

/** Joins the parts the store holds; the client's list is never asked. */
async function assemble(upload: Upload, { storage }: Ports): Promise<void> {
  if (!upload.parts) return;
  const { key, parts: plan, byteSize } = upload;
  const multipartId = plan.multipartId;
  const stored = multipartId && (await storage.listParts({ key, multipartId }));
  // No session: nothing was ever sent, or an earlier complete went through and its answer was lost.
  if (!stored) return;
  const missing = Array.from({ length: plan.partCount }, (_, index) => index + 1).filter(
    (number) => {
      const part = stored.find(({ partNumber }) => partNumber === number);
      return part?.byteSize !== partSizeOf(byteSize, plan, number);
    },
  );
  if (missing.length > 0) {
    throw new AppError(
      'upload_incomplete',
      `${missing.length} of ${plan.partCount} parts are not stored yet.`,
    );
  }
  await storage.completeMultipart({ key, multipartId, parts: stored }).catch((error: unknown) => {
    // Gone since it was listed: somebody else completed it just now. Looking at the object will tell.
    if (!(error instanceof AppError) || error.code !== 'upload_expired') throw error;
  });
}

/** The format the content really has. Throws after the object of a liar is removed. */
async function inspect(upload: Upload, ports: Ports, rules: UploadRules): Promise<FormatName> {
  const object = await ports.storage.head(upload.key);
  if (!object) throw new AppError('upload_incomplete', 'The file is not stored yet.');
  if (object.byteSize !== upload.byteSize) {
    const text = `Expected ${upload.byteSize} bytes, found ${object.byteSize}.`;
    return reject(upload, ports, { code: 'size_mismatch', failure: 'wrong_size', text });
  }
  const policy = rules.policy[upload.purpose];
  const format = await contentFormat(ports.storage, policy, object);
  if (format) return format;
  const text = `The content is none of ${formatNames(policy).join(', ')}.`;
  return reject(upload, ports, {
    code: 'unsupported_media_type',
    failure: 'not_what_it_claims',
    text,
  });
}

type Rejection = { code: ErrorCode; failure: FailureCode; text: string };

/** The rows say so first: a crash before the object is gone leaves something the sweep can see. */
async function reject(
  { id, mediaId, key }: Upload,
  { db, storage }: Ports,
  { code, failure, text }: Rejection,
): Promise<never> {
  const isMine = await db.$transaction(async (tx) => {
    const { count } = await tx.upload.updateMany({
      where: { id, status: 'open' },
      data: { status: 'rejected', rejectionCode: code, rejectionText: text },
    });
    if (count === 0 || !mediaId) return count === 1;
    await tx.media.updateMany({
      where: { id: mediaId, status: 'uploading' },
      data: { status: 'failed', failureCode: failure, failureMessage: text },
    });
    await signalMedia(tx, mediaId);
    return true;
  });
  // Somebody else's verdict stands, and with it the object if it was accepted.
  if (isMine) await storage.remove([key]);
  throw new AppError(code, text);
}

/** One transaction: upload done, media on its way, event in the outbox. The first caller wins. */
async function accept(upload: Upload, format: FormatName, ports: Ports): Promise<void> {
  const { id, mediaId, purpose } = upload;
  if (!mediaId) return;
  const now = ports.now();
  await ports.db.$transaction(async (tx) => {
    const { count } = await tx.upload.updateMany({
      where: { id, status: 'open' },
      data: { status: 'completed', completedAt: now },
    });
    if (count === 0) return;
    const [media] = await tx.media.updateManyAndReturn({
      where: { id: mediaId, status: 'uploading', deletingAt: null },
      data: {
        status: 'processing',
        mimeType: storedAs(format).contentType,
        generation: 1,
        heartbeatAt: now,
        // The media library is a home of its own; other files wait for a form to take them.
        ...(purpose.startsWith('media.') ? { unattachedSince: null } : { unattachedSince: now }),
      },
    });
    if (!media) throw cancelled();
    await addEvent(
      tx,
      mediaUploadedEvent({ mediaId, type: media.type, generation: media.generation }),
    );
    await signalMedia(tx, mediaId);
  });
  ports.sendWaitingEvents();
}

/** What the upload came to, whoever finished it. */
async function outcome(uploadId: string, { actor, ports: { db } }: Context): Promise<Media> {
  const row = await db.upload.findFirstOrThrow({
    where: { id: uploadId, ownerId: actor.id },
    include: { media: { include: mediaInclude } },
  });
  if (row.status === 'rejected' && row.rejectionCode && row.rejectionText) {
    throw new AppError(row.rejectionCode as ErrorCode, row.rejectionText);
  }
  if (row.status !== 'completed' || !row.media || row.media.deletingAt) throw cancelled();
  return toMedia(row.media);
}

function cancelled(): AppError {
  return new AppError('upload_expired', 'This upload was cancelled.');
}
