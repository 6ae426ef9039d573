// Uploads by tus: opening them, finding them, taking them back.
import 'server-only';
import { type Database, transact } from '../db/client.ts';
import { findTusOf, findTusUpload, insertTusUpload, type TusUpload } from '../db/tus-uploads.ts';
import { findUpload, lockUploadsOf } from '../db/uploads.ts';
import type { Ports } from '../ports/ports.ts';
import { AppError } from '../shared/errors.ts';
import { createUploadSchema } from '../shared/schemas/upload.ts';
import { tusPrefix } from '../storage/keys.ts';
import { abortUpload } from './abort-upload.ts';
import { completeUpload } from './complete-upload.ts';
import { roomFor } from './limits.ts';
import { libraryPurpose, openServed, type ServedContext } from './open-served.ts';
import type { UploadRules } from './policy.ts';
import { servedPartBytes } from './served-parts.ts';
import { signOfLife } from './tickets.ts';

/** The pairs of Upload-Metadata. */
export type TusMetadata = Record<string, string | null | undefined>;

export type NewTus = {
  id: string;
  byteSize: number;
  /** Upload-Metadata as it came, and what it says. */
  header: string;
  metadata: TusMetadata;
  /** The turn it is opened with. */
  lease: string;
};

/**
 * What the metadata asks for: `filename`, `filetype` and `purpose`; a file without a purpose is for the
 * library. Throws a ZodError naming the fields, or `unsupported_media_type`.
 */
export function wantedFile(size: number, metadata: TusMetadata, { policy }: UploadRules) {
  const fileName = metadata.filename ?? metadata.name ?? '';
  const contentType = metadata.filetype ?? metadata.type ?? '';
  const purpose = metadata.purpose || libraryPurpose(policy, { fileName, contentType });
  return createUploadSchema.parse({ fileName, contentType, purpose, size });
}

/**
 * Opens an upload of a whole file; answers its id, which is that of an earlier one under the same key.
 * Throws like `createUpload`.
 */
export async function openWhole(
  { id, byteSize, header, metadata, lease, idempotencyKey }: NewTus & { idempotencyKey?: string },
  context: ServedContext,
): Promise<string> {
  const wanted = { ...wantedFile(byteSize, metadata, context.rules), idempotencyKey };
  const opened = await openServed(wanted, {
    ...{ ...context, channel: 'tus' },
    alongside: (tx, upload) =>
      insertTusUpload(tx, {
        ...{ id, kind: 'whole', uploadId: upload.id, ownerId: upload.ownerId, lease },
        ...{ metadata: header, byteSize, partByteSize: servedPartBytes(byteSize) },
        expiresAt: upload.expiresAt,
      }),
  });
  const tus = await findTusOf(context.ports.db, opened.id);
  if (!tus) throw new AppError('conflict', 'An upload of another kind was opened under this key.');
  return tus.id;
}

/**
 * Opens an upload of bytes that will be part of a file; of which kind shows only then. Throws
 * `file_too_large` for more than any file may have, `rate_limited` while too much is open.
 */
export async function openPartial(
  { id, byteSize, header, lease }: NewTus,
  { actor, ports, rules }: ServedContext,
): Promise<string> {
  if (byteSize > largestFile(rules)) {
    throw new AppError('file_too_large', 'No file may be as large.');
  }
  const { expiresAt } = signOfLife(ports.now(), rules);
  await transact(ports.db, async (tx) => {
    await lockUploadsOf(tx, actor.id);
    const takeRoom = await roomFor({ ownerId: actor.id }, rules, tx);
    takeRoom(byteSize);
    await insertTusUpload(tx, {
      ...{ id, kind: 'partial', uploadId: null, ownerId: actor.id, lease, metadata: header },
      ...{ byteSize, partByteSize: servedPartBytes(byteSize), expiresAt },
    });
  });
  return id;
}

/** As large as the rules let any file be, in bytes. */
export function largestFile({ policy }: Pick<UploadRules, 'policy'>): number {
  return Math.max(...Object.values(policy).map(({ maxBytes }) => maxBytes));
}

/** Throws `not_found`, also for what is somebody else's; `upload_expired` for what is over. */
export async function getTusUpload(
  id: string,
  { actor, ports }: Pick<ServedContext, 'actor' | 'ports'>,
): Promise<TusUpload> {
  const tus = await findTusUpload(ports.db, { id, ownerId: actor.id });
  if (!tus) throw new AppError('not_found', 'There is no such upload.');
  if (!isAlive(tus, ports.now())) throw new AppError('upload_expired', 'This upload is over.');
  return tus;
}

function isAlive({ kind, upload, offset, expiresAt }: TusUpload, now: Date): boolean {
  if (kind === 'partial') return expiresAt > now;
  if (upload?.status === 'completed') return upload.mediaId !== null;
  if (upload?.status !== 'open' || expiresAt <= now) return false;
  // Its session at the store was idle for too long and is gone, and with it what was counted.
  const isLost = kind === 'whole' && upload.parts?.multipartId === null;
  return !isLost || offset < (upload.parts?.partByteSize ?? 0);
}

/** Whether all bytes are there. */
export function isWhole({ kind, offset, byteSize, upload }: TusUpload): boolean {
  return upload?.status === 'completed' || kind === 'final' || offset === byteSize;
}

/**
 * Hands a file that is all there to what every upload ends in, however often it is called; of one that
 * was joined, the parts it was made of go. Throws like `completeUpload`.
 */
export async function finishTus(
  { kind, upload, partialIds }: Pick<TusUpload, 'kind' | 'upload' | 'partialIds'>,
  context: ServedContext,
): Promise<void> {
  if (kind === 'partial' || !upload) return;
  await completeUpload(upload.id, context).catch(async (error: unknown) => {
    // Whoever was quicker has removed what it was to be joined from.
    const now = await findUpload(context.ports.db, { id: upload.id, ownerId: context.actor.id });
    if (now?.status !== 'completed') throw error;
  });
  await forgetTus(partialIds, context.ports).catch(() => undefined);
}

/** Ends an upload and deletes what was stored. Throws `conflict` when a saved form uses the file. */
export async function terminateTus(tus: TusUpload, context: ServedContext): Promise<void> {
  if (tus.upload) await abortUpload(tus.upload.id, context);
  await forgetTus([tus.id], context.ports);
}

/** Removes what waits at the store, then the rows. What fails half way is the sweep's. */
export async function forgetTus(
  ids: string[],
  { db, storage }: { db: Database; storage: Ports['storage'] },
): Promise<void> {
  for (const id of ids) {
    const keys: string[] = [];
    for await (const { key } of storage.list(tusPrefix(id))) keys.push(key);
    const refused = await storage.remove(keys);
    if (refused.length > 0) {
      throw new AppError('storage_unavailable', 'Some bytes could not be removed yet.');
    }
    await db.tusUpload.deleteMany({ where: { id } });
  }
}
