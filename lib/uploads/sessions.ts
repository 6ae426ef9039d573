// Looking at upload sessions: what a page shows after a reload.
import 'server-only';
import { findUpload, toUpload, type Upload } from '../db/uploads.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import type { UploadSession } from '../shared/schemas/upload.ts';
import type { StoredPart } from '../storage/storage.ts';
import type { TokenFor } from './tickets.ts';

type Context = { actor: Actor; ports: Ports; tokenFor: TokenFor };

/** No more than anybody has who keeps to the default limit. */
const listedAtMost = 1000;

/** The caller's open uploads, newest first: those a page could go on with. */
export async function listOpenUploads({
  actor,
  ports,
  tokenFor,
}: Context): Promise<UploadSession[]> {
  const now = ports.now();
  const rows = await ports.db.upload.findMany({
    where: { ownerId: actor.id, status: 'open', channel: 'direct' },
    orderBy: { createdAt: 'desc' },
    take: listedAtMost,
  });
  return rows.map((row) => toSession(toUpload(row), tokenFor, now));
}

/** One open upload with the parts the store holds: asked of the store, not remembered. */
export async function getUpload(
  id: string,
  { actor, ports, tokenFor }: Context,
): Promise<UploadSession> {
  const upload = await findUpload(ports.db, { id, ownerId: actor.id });
  if (!upload?.mediaId) throw new AppError('not_found', 'There is no such upload.');
  if (upload.status === 'aborted') throw new AppError('upload_expired', 'This upload is over.');
  const stored = upload.status === 'open' ? await storedPartsOf(upload, ports) : [];
  const storedParts = stored.map(({ partNumber, byteSize, etag }) => ({
    partNumber,
    size: byteSize,
    etag,
  }));
  return { ...toSession(upload, tokenFor, ports.now()), storedParts };
}

async function storedPartsOf({ key, parts }: Upload, { storage }: Ports): Promise<StoredPart[]> {
  if (parts) {
    const { multipartId } = parts;
    return (multipartId && (await storage.listParts({ key, multipartId }))) || [];
  }
  const whole = await storage.head(key);
  return whole ? [{ ...whole, partNumber: 1 }] : [];
}

function toSession(upload: Upload, tokenFor: TokenFor, now: Date): UploadSession {
  return {
    id: upload.id,
    mediaId: upload.mediaId ?? '',
    key: upload.key,
    expiresAt: upload.expiresAt.toISOString(),
    token: tokenFor(upload.id),
    status: upload.status === 'aborted' ? 'rejected' : upload.status,
    strategy: upload.parts ? 'multipart' : 'single',
    purpose: upload.purpose,
    fileName: upload.fileName,
    size: upload.byteSize,
    contentType: upload.contentType,
    partSize: upload.parts?.partByteSize ?? null,
    partCount: upload.parts?.partCount ?? null,
    fingerprint: upload.fingerprint,
    slot: upload.slot,
    createdAt: upload.createdAt.toISOString(),
    // Not a time: the clock of whoever reads it may be wrong.
    idleSeconds: Math.max(0, (now.getTime() - upload.lastActiveAt.getTime()) / 1000),
  };
}
