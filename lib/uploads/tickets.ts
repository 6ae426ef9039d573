// What the browser needs to send the bytes of one upload: presigned requests, nothing else.
import 'server-only';
import { findUpload, type Upload } from '../db/uploads.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import type { SignedPart, UploadTicket } from '../shared/schemas/upload.ts';
import { partSizeOf, partsSignedAhead } from './part-plan.ts';
import type { UploadRules } from './policy.ts';

/** The ticket of an open upload, with its first parts signed. */
export async function ticketFor(
  upload: Upload,
  ports: Ports,
  rules: UploadRules,
): Promise<UploadTicket> {
  if (!upload.mediaId) throw new Error(`open upload ${upload.id} has no media`);
  const session = {
    id: upload.id,
    mediaId: upload.mediaId,
    key: upload.key,
    expiresAt: upload.expiresAt.toISOString(),
  };
  if (!upload.parts) {
    const [whole] = await signAll(upload, [1], ports, rules);
    if (!whole) throw new Error('nothing was signed');
    return { ...session, strategy: 'single', url: whole.url, headers: whole.headers };
  }
  const { partByteSize, partCount } = upload.parts;
  const first = Array.from({ length: Math.min(partCount, partsSignedAhead) }, (_, i) => i + 1);
  const parts = await signAll(upload, first, ports, rules);
  return { ...session, strategy: 'multipart', partSize: partByteSize, partCount, parts };
}

/**
 * Presigned requests for the given parts of the caller's open upload. A single PUT counts as
 * part 1, so that an expired URL is renewed the same way. Throws `upload_expired` when it is over.
 */
export async function signParts(
  uploadId: string,
  partNumbers: number[],
  { actor, ports, rules }: { actor: Actor; ports: Ports; rules: UploadRules },
): Promise<SignedPart[]> {
  const upload = await findUpload(ports.db, { id: uploadId, ownerId: actor.id });
  if (!upload) throw new AppError('not_found', 'There is no such upload.');
  if (upload.status !== 'open') throw new AppError('upload_expired', 'This upload is over.');
  const partCount = upload.parts?.partCount ?? 1;
  if (partNumbers.some((number) => number > partCount)) {
    throw new AppError('invalid_request', `This upload has ${partCount} parts.`, {
      fields: [{ path: 'partNumbers', message: `At most ${partCount}.` }],
    });
  }
  const now = ports.now();
  await ports.db.upload.updateMany({
    where: { id: upload.id, status: 'open' },
    data: { lastActiveAt: now, expiresAt: sessionEnd(now, rules) },
  });
  return signAll(upload, [...new Set(partNumbers)], ports, rules);
}

/** An upload nobody touches for `idleHours` is the sweep's. */
export function sessionEnd(now: Date, rules: UploadRules): Date {
  return new Date(now.getTime() + rules.idleHours * 3_600_000);
}

async function signAll(
  upload: Upload,
  partNumbers: number[],
  { storage, db }: Ports,
  { urlTtlSeconds: expiresInSeconds }: UploadRules,
): Promise<SignedPart[]> {
  const { key, byteSize, contentType, parts } = upload;
  if (!parts) {
    const signed = await storage.signPut({ key, byteSize, contentType, expiresInSeconds });
    return [{ partNumber: 1, size: byteSize, ...signed }];
  }
  const multipartId = parts.multipartId ?? (await startMultipart(upload, storage, db));
  return Promise.all(
    partNumbers.map(async (partNumber) => {
      const size = partSizeOf(byteSize, parts, partNumber);
      const part = { key, multipartId, partNumber, byteSize: size, expiresInSeconds };
      return { partNumber, size, ...(await storage.signPart(part)) };
    }),
  );
}

/**
 * The row is written before the store is asked, so a crash in between leaves a row without a
 * multipart id and the next signing makes up for it. Of two at once the first to write wins.
 */
async function startMultipart(
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
