// What the browser needs to send the bytes of one upload: presigned requests, nothing else.
import 'server-only';
import { findUpload, toUpload, type Upload } from '../db/uploads.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import { partSizeOf, partsSignedAhead } from '../shared/part-plan.ts';
import type { SignedPart, UploadTicket } from '../shared/schemas/upload.ts';
import type { Hosts } from '../storage/storage.ts';
import type { UploadRules } from './policy.ts';

/** Makes the token of an upload: handed down, as only the floors above know who may have one. */
export type TokenFor = (uploadId: string) => string | null;

type Signing = { ports: Ports; rules: UploadRules; hosts: Hosts };

/** The ticket of an open upload, with its first parts signed. */
export async function ticketFor(
  upload: Upload,
  { tokenFor, ...signing }: Signing & { tokenFor: TokenFor },
): Promise<UploadTicket> {
  if (!upload.mediaId) throw new Error(`open upload ${upload.id} has no media`);
  const session = {
    id: upload.id,
    mediaId: upload.mediaId,
    key: upload.key,
    expiresAt: upload.expiresAt.toISOString(),
    token: tokenFor(upload.id),
  };
  if (!upload.parts) {
    const [whole] = await signAll(upload, [1], signing);
    if (!whole) throw new Error('nothing was signed');
    return { ...session, strategy: 'single', url: whole.url, headers: whole.headers };
  }
  const { partByteSize, partCount } = upload.parts;
  const first = Array.from({ length: Math.min(partCount, partsSignedAhead) }, (_, i) => i + 1);
  const parts = await signAll(upload, first, signing);
  return { ...session, strategy: 'multipart', partSize: partByteSize, partCount, parts };
}

/**
 * Presigned requests for the given parts of the caller's open upload. A single PUT counts as
 * part 1, so that an expired URL is renewed the same way. Throws `upload_expired` when it is over.
 */
export async function signParts(
  uploadId: string,
  { partNumbers, hosts }: { partNumbers: number[]; hosts: Hosts },
  { actor, ports, rules }: { actor: Actor; ports: Ports; rules: UploadRules },
): Promise<SignedPart[]> {
  const upload = await findUpload(ports.db, { id: uploadId, ownerId: actor.id });
  if (!upload) throw new AppError('not_found', 'There is no such upload.');
  if (upload.status !== 'open') throw new AppError('upload_expired', 'This upload is over.');
  if (upload.channel !== 'direct') {
    throw new AppError('conflict', 'The bytes of this upload come through the app.');
  }
  const partCount = upload.parts?.partCount ?? 1;
  if (partNumbers.some((number) => number > partCount)) {
    throw new AppError('invalid_request', `This upload has ${partCount} parts.`, {
      fields: [{ path: 'partNumbers', message: `At most ${partCount}.` }],
    });
  }
  const [alive] = await ports.db.upload.updateManyAndReturn({
    where: { id: upload.id, status: 'open' },
    data: signOfLife(ports.now(), rules),
  });
  // An address for an upload that ended meanwhile could bring back an object after the last sweep.
  if (!alive) throw new AppError('upload_expired', 'This upload is over.');
  // As it is now: its session at the store may have been ended a moment ago.
  return signAll(toUpload(alive), [...new Set(partNumbers)], { ports, rules, hosts });
}

/**
 * What an upload's row says when its client was just heard of: one nobody touches for `idleHours` is
 * the sweep's, and before that the reconciler looks whether the client only forgot to say it is done.
 */
export function signOfLife(
  now: Date,
  { idleHours, silentMinutes }: Pick<UploadRules, 'idleHours' | 'silentMinutes'>,
) {
  return {
    lastActiveAt: now,
    expiresAt: new Date(now.getTime() + idleHours * 3_600_000),
    nextCheckAt: new Date(now.getTime() + silentMinutes * 60_000),
    checks: 0,
  };
}

async function signAll(
  upload: Upload,
  partNumbers: number[],
  { ports: { storage, db }, rules, hosts }: Signing,
): Promise<SignedPart[]> {
  const expiresInSeconds = rules.urlTtlSeconds;
  const { key, byteSize, contentType, parts } = upload;
  if (!parts) {
    const signed = await storage.signPut({ key, byteSize, contentType, expiresInSeconds, hosts });
    return [{ partNumber: 1, size: byteSize, ...signed }];
  }
  const multipartId = parts.multipartId ?? (await startMultipart(upload, storage, db));
  return Promise.all(
    partNumbers.map(async (partNumber) => {
      const size = partSizeOf(byteSize, parts, partNumber);
      const part = { key, multipartId, partNumber, byteSize: size, expiresInSeconds, hosts };
      return { partNumber, size, ...(await storage.signPart(part)) };
    }),
  );
}

/**
 * The row is written before the store is asked, so a crash in between leaves a row without a
 * multipart id and the next signing makes up for it. Of two at once the first to write wins.
 */
export async function startMultipart(
  { id, key, contentType }: Upload,
  storage: Ports['storage'],
  db: Ports['db'],
): Promise<string> {
  const multipartId = await storage.startMultipart({ key, contentType });
  const { count } = await db.upload.updateMany({
    where: { id, multipartId: null, status: 'open' },
    data: { multipartId },
  });
  if (count === 1) return multipartId;
  await storage.abortMultipart({ key, multipartId });
  const winner = await db.upload.findUnique({ where: { id }, select: { multipartId: true } });
  if (!winner?.multipartId) throw new AppError('upload_expired', 'This upload is over.');
  return winner.multipartId;
}
