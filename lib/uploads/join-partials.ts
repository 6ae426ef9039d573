// Making one file of several partial uploads: their bytes go through the app once more, a few parts at a time.
import 'server-only';
import { buffer } from 'node:stream/consumers';
import { findPartials, findTusOf, type TusUpload } from '../db/tus-uploads.ts';
import type { Upload } from '../db/uploads.ts';
import type { Ports } from '../ports/ports.ts';
import { AppError } from '../shared/errors.ts';
import { partSizeOf } from '../shared/part-plan.ts';
import { inParallel } from '../storage/in-parallel.ts';
import { tusKey } from '../storage/keys.ts';
import type { Storage } from '../storage/storage.ts';
import { sizeIn } from './keep-bytes.ts';
import { startMultipart } from './tickets.ts';
import { servedTurns } from './turns.ts';

const lanes = 2;

/**
 * Stores what an upload consists of, if it consists of partial ones; what is stored already is left as it
 * is. Answers the upload as it is then. Throws `upload_incomplete` when the bytes are gone.
 */
export async function joinPartials(upload: Upload, ports: Ports): Promise<Upload> {
  const final = await findTusOf(ports.db, upload.id);
  if (final?.kind !== 'final') return upload;
  const leave = await servedTurns().enter(final.ownerId);
  try {
    return await join(upload, final, ports);
  } finally {
    leave();
  }
}

async function join(upload: Upload, final: TusUpload, ports: Ports): Promise<Upload> {
  const { key, contentType, byteSize, parts: plan } = upload;
  if (!plan && (await ports.storage.head(key))) return upload;
  const { ownerId, partialIds: ids } = final;
  const segments = segmentsOf(await findPartials(ports.db, { ownerId, ids }), ids.length);
  if (!plan) {
    const body = await readRange(segments, { from: 0, to: byteSize }, ports.storage);
    await ports.storage.writeBytes({ key, contentType, body });
    return upload;
  }
  const multipartId = plan.multipartId ?? (await startMultipart(upload, ports.storage, ports.db));
  const stored = await ports.storage.listParts({ key, multipartId });
  // No session: somebody else was quicker, here or further down. Looking at the object will tell.
  if (!stored) return upload;
  const there = new Map(stored.map((part) => [part.partNumber, part.byteSize]));
  const numbers = Array.from({ length: plan.partCount }, (_, index) => index + 1);
  const missing = numbers.filter((n) => there.get(n) !== partSizeOf(byteSize, plan, n));
  await inParallel(missing, lanes, async (partNumber) => {
    const from = (partNumber - 1) * plan.partByteSize;
    const to = from + partSizeOf(byteSize, plan, partNumber);
    const body = await readRange(segments, { from, to }, ports.storage);
    await ports.storage.writePart({ key, multipartId, partNumber, body }).catch(unlessOver);
  });
  return { ...upload, parts: { ...plan, multipartId } };
}

/** An object that holds some bytes of the file: those from `from` up to, not including, `to`. */
type Segment = { key: string; from: number; to: number };

function segmentsOf(partials: TusUpload[], expected: number): Segment[] {
  if (partials.length < expected) throw gone();
  let from = 0;
  return partials.flatMap(({ id, pieces }) =>
    pieces.map((name) => {
      const to = from + sizeIn(name);
      const segment = { key: tusKey(id, name), from, to };
      from = to;
      return segment;
    }),
  );
}

async function readRange(
  segments: Segment[],
  { from, to }: { from: number; to: number },
  storage: Storage,
): Promise<Buffer> {
  const body = Buffer.allocUnsafe(to - from);
  let filled = 0;
  for (const segment of segments) {
    const range = { from: Math.max(from, segment.from), to: Math.min(to, segment.to) };
    if (range.from >= range.to) continue;
    const within = { from: range.from - segment.from, to: range.to - segment.from - 1 };
    const bytes = await buffer(await storage.read(segment.key, within)).catch((cause: unknown) => {
      throw cause instanceof AppError && cause.code === 'not_found' ? gone() : cause;
    });
    filled += bytes.copy(body, range.from - from);
  }
  if (filled !== body.byteLength) throw gone();
  return body;
}

function unlessOver(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'upload_expired') throw error;
}

function gone(): AppError {
  return new AppError('upload_incomplete', 'Bytes of a partial upload are not there.');
}
