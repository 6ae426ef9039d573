// Making one object of the parts of an upload.
import 'server-only';
import type { Upload } from '../db/uploads.ts';
import type { Ports } from '../ports/ports.ts';
import { AppError } from '../shared/errors.ts';
import { partSizeOf } from '../shared/part-plan.ts';
import { joinPartials } from './join-partials.ts';

/**
 * Joins the parts the store holds; the client's list is never asked. Throws `upload_incomplete`
 * while some are missing. Nothing happens for an upload without parts, or one that was joined.
 */
export async function assemble(opened: Upload, ports: Ports): Promise<void> {
  const upload = opened.channel === 'tus' ? await joinPartials(opened, ports) : opened;
  const { key, parts: plan, byteSize } = upload;
  const { storage } = ports;
  const multipartId = plan?.multipartId;
  const stored = multipartId && (await storage.listParts({ key, multipartId }));
  // No session: nothing was ever sent, or an earlier complete went through and its answer was lost.
  if (!plan || !stored) return;
  const found = new Map(stored.map((part) => [part.partNumber, part.byteSize]));
  const numbers = Array.from({ length: plan.partCount }, (_, index) => index + 1);
  const missing = numbers.filter(
    (number) => found.get(number) !== partSizeOf(byteSize, plan, number),
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
