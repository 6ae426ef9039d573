// Taking the bytes of one request into an upload by tus: in memory of two parts, however many they are.
import 'server-only';
import { createHash, type Hash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type { TusUpload } from '../db/tus-uploads.ts';
import type { Ports } from '../ports/ports.ts';
import { AppError } from '../shared/errors.ts';
import { tusKey } from '../storage/keys.ts';
import { type Keeper, keeperOf } from './keep-bytes.ts';
import type { UploadRules } from './policy.ts';
import { servedTurns } from './turns.ts';

export const checksumAlgorithms = ['sha1', 'md5', 'sha256'] as const;
export type Checksum = { algorithm: (typeof checksumAlgorithms)[number]; digest: Buffer };

type Context = { lease: string; checksum: Checksum | null; ports: Ports; rules: UploadRules };

/**
 * Stores what comes, from the upload's offset on, and answers the new offset. When the source breaks off,
 * what came counts, too, and its error is thrown. With a checksum nothing counts before all of it was
 * compared; throws `checksum_mismatch`. Throws `file_too_large` for more bytes than were announced.
 */
export async function receiveBytes(
  source: AsyncIterable<Uint8Array>,
  tus: TusUpload,
  context: Context,
): Promise<number> {
  const leave = await servedTurns().enter(tus.ownerId);
  try {
    return await receive(source, tus, context);
  } finally {
    leave();
  }
}

async function receive(
  source: AsyncIterable<Uint8Array>,
  tus: TusUpload,
  { checksum, ...context }: Context,
): Promise<number> {
  const keeper = keeperOf(tus, context);
  const hash = checksum && createHash(checksum.algorithm);
  const filling = await fillingOf(tus, keeper, context.ports);
  const end = await filling.from(limited(source, tus, hash), {
    isCountedAtOnce: !checksum,
  });
  // Half of what a checksum stands for is nothing.
  const failure = checksum && hash && ('error' in end ? end : mismatch(checksum, hash));
  if (failure) {
    await keeper.discard();
    throw failure.error;
  }
  await filling.keepLast();
  const offset = await keeper.count();
  if ('error' in end) throw end.error;
  return offset;
}

type End = { error: unknown } | { isWhole: true };

/** The piece that fills up, and the one before it that is on its way to the store. */
async function fillingOf(tus: TusUpload, keeper: Keeper, { storage }: Ports) {
  const makeRoom = (at: number) =>
    Buffer.allocUnsafe(Math.min(tus.partByteSize, Math.max(0, tus.byteSize - at)));
  let room = makeRoom(keeper.at());
  let used = 0;
  for (const name of keeper.rest()) {
    used += (await buffer(await storage.read(tusKey(tus.id, name)))).copy(room, used);
  }
  let known = used;
  let onItsWay = Promise.resolve();
  const send = async (isCountedAtOnce: boolean) => {
    await onItsWay;
    const piece = room;
    onItsWay = keeper.keepPiece(piece).then(async () => {
      if (isCountedAtOnce) await keeper.count();
    });
    // Whoever waits for it hears of its failure; until then it is nobody's.
    onItsWay.catch(() => undefined);
    room = makeRoom(keeper.at() + piece.byteLength);
    used = 0;
    known = 0;
  };
  const take = async (chunk: Uint8Array, isCountedAtOnce: boolean) => {
    for (let from = 0; from < chunk.byteLength; ) {
      // Only once more comes: the last piece is to wait for the checksum.
      if (used === room.byteLength) await send(isCountedAtOnce);
      const taken = chunk.subarray(from, from + room.byteLength - used);
      room.set(taken, used);
      used += taken.byteLength;
      from += taken.byteLength;
    }
  };
  return {
    /** Takes what comes, until it ends or breaks off. Throws only when it could not be stored. */
    async from(
      source: AsyncIterable<Uint8Array>,
      { isCountedAtOnce }: { isCountedAtOnce: boolean },
    ): Promise<End> {
      let end: End = { isWhole: true };
      const chunks = source[Symbol.asyncIterator]();
      for (;;) {
        const next = await chunks.next().catch((error: unknown) => ({ error }));
        if ('error' in next) end = next;
        if ('error' in next || next.done) break;
        await take(next.value, isCountedAtOnce);
      }
      await onItsWay;
      return end;
    },
    async keepLast() {
      const all = room.subarray(0, used);
      if (used > 0 && used === room.byteLength) await keeper.keepPiece(all);
      else if (used > known) await keeper.keepRest(all, used - known);
    },
  };
}

/** Throws once there are more bytes than were announced. */
async function* limited(
  source: AsyncIterable<Uint8Array>,
  { offset, byteSize }: TusUpload,
  hash: Hash | null,
): AsyncGenerator<Uint8Array> {
  let left = byteSize - offset;
  for await (const chunk of source) {
    left -= chunk.byteLength;
    if (left < 0) throw new AppError('file_too_large', 'More bytes came than were announced.');
    hash?.update(chunk);
    yield chunk;
  }
}

function mismatch({ algorithm, digest }: Checksum, hash: Hash): { error: AppError } | null {
  const found = hash.digest();
  if (found.equals(digest)) return null;
  const words = [digest, found].map((bytes) => bytes.toString('base64'));
  const text = `Expected the ${algorithm} ${words[0]}, found ${words[1]}.`;
  return { error: new AppError('checksum_mismatch', text) };
}
