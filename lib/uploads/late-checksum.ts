// A hash of the whole file that is told only after the upload was completed.
import 'server-only';
import type { Ports } from '../ports/ports.ts';
import { rejectMedia } from '../ports/reject-media.ts';
import { AppError } from '../shared/errors.ts';
import { mismatch } from './check-content.ts';

/**
 * Keeps the hash with the completed upload and compares it with the one that was found, where the
 * processing has found it already; else the processing compares. Nothing happens to an upload that is
 * not complete. Throws `conflict` when another hash was told before, and `checksum_mismatch` after
 * the media has failed and its objects are gone.
 */
export async function declareLate(id: string, sha256: string, ports: Ports): Promise<void> {
  const { db } = ports;
  await db.upload.updateMany({
    where: { id, status: 'completed', declaredSha256: null },
    data: { declaredSha256: sha256 },
  });
  // Read after our hash is written, as the processing reads ours after it has written its own: of
  // two that cross, at least one sees both.
  const upload = await db.upload.findUnique({
    where: { id },
    select: { status: true, declaredSha256: true, media: { select: { id: true, sha256: true } } },
  });
  if (upload?.status !== 'completed') return;
  if (upload.declaredSha256 !== sha256) throw anotherHash();
  const { media } = upload;
  if (!media || media.sha256 === null || media.sha256 === sha256) return;
  const verdict = mismatch('SHA-256', sha256, media.sha256);
  await rejectMedia(media.id, verdict, 'completed', ports);
  throw new AppError(verdict.code, verdict.text);
}

export function anotherHash(): AppError {
  return new AppError('conflict', 'Another hash was declared for this upload before.');
}
