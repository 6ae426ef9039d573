// Refusing what arrived: first the rows say so, then its objects go.
import 'server-only';
import { signalMedia } from '../db/media-signals.ts';
import type { ErrorCode } from '../shared/errors.ts';
import type { FailureCode } from '../shared/media-state.ts';
import { renditionPrefix } from '../storage/keys.ts';
import { announceMedia } from './announce-media.ts';
import type { Ports } from './ports.ts';

/** Why: what a caller is told of the upload, and what the media shows. */
export type Verdict = { code: ErrorCode; failure: FailureCode; text: string };

/**
 * Moves the upload of a media from `from` to rejected and the media to failed, then removes its
 * original and whatever was made of it. A crash in between leaves a media nothing uses, for the
 * sweep. False when the upload has left that state: somebody else's verdict stands, and with it the
 * objects. A run that processes it meanwhile finds itself superseded.
 */
export async function rejectMedia(
  mediaId: string,
  { code, failure, text }: Verdict,
  from: 'open' | 'completed',
  { db, storage, now, sendWaitingEvents }: Ports,
): Promise<boolean> {
  let waiting = 0;
  const storageKey = await db.$transaction(async (tx) => {
    const [upload] = await tx.upload.updateManyAndReturn({
      where: { mediaId, status: from },
      data: { status: 'rejected', rejectionCode: code, rejectionText: text },
      select: { storageKey: true },
    });
    if (!upload) return null;
    await tx.media.updateMany({
      where: { id: mediaId, deletingAt: null },
      data: {
        status: 'failed',
        failureCode: failure,
        failureMessage: text,
        failedAt: now(),
        stage: null,
        unattachedSince: now(),
      },
    });
    await tx.rendition.deleteMany({ where: { mediaId } });
    await signalMedia(tx, mediaId);
    waiting = await announceMedia(tx, 'media.failed', [mediaId], now());
    return upload.storageKey;
  });
  if (storageKey === null) return false;
  if (waiting > 0) sendWaitingEvents();
  const keys = [storageKey];
  if (from === 'completed') {
    for await (const { key } of storage.list(renditionPrefix(mediaId))) keys.push(key);
  }
  await storage.remove(keys);
  return true;
}
