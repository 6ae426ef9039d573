// Where the bytes of an upload by tus go, and what its row says of them.
import 'server-only';
import { randomUUID } from 'node:crypto';
import { countStored, type TusUpload } from '../db/tus-uploads.ts';
import { log } from '../env/log.ts';
import type { Ports } from '../ports/ports.ts';
import { AppError } from '../shared/errors.ts';
import { tusKey } from '../storage/keys.ts';
import type { UploadRules } from './policy.ts';
import { signOfLife, startMultipart } from './tickets.ts';

const octets = 'application/octet-stream';
/** More small objects than that are put together, so that a client of tiny requests makes no thousands. */
const mostRest = 16;

export type Keeper = ReturnType<typeof keeperOf>;
type Context = { lease: string; ports: Ports; rules: UploadRules };

/**
 * Stores first and counts then, so that a crash in between leaves bytes that do not count. Nothing is
 * ever written over that counts: what one request stores lies under names of its own, and a part is
 * written again only where it was not counted.
 */
export function keeperOf(tus: TusUpload, { lease, ports, rules }: Context) {
  const { db, storage } = ports;
  const restBytes = (names: string[]) => names.reduce((sum, name) => sum + sizeIn(name), 0);
  let counted = tus.offset;
  let { pieces, rest } = tus;
  /** Where the next piece begins. */
  let at = tus.offset - restBytes(rest);
  let multipartId = tus.upload?.parts?.multipartId ?? null;
  /** Names nobody needs once the next count is written, and those that were stored since the last. */
  const past: string[] = [];
  let fresh: string[] = [];

  const storePart = async (body: Uint8Array) => {
    const { upload } = tus;
    if (!upload) throw over();
    const { key, contentType, parts } = upload;
    if (!parts) return storage.writeBytes({ key, contentType, body });
    multipartId ??= await startMultipart(upload, storage, db);
    const partNumber = at / tus.partByteSize + 1;
    await storage.writePart({ key, multipartId, partNumber, body });
  };
  const storeObject = async (body: Uint8Array) => {
    const name = `${at}-${body.byteLength}-${randomUUID().slice(0, 8)}`;
    fresh.push(name);
    await storage.writeBytes({ key: tusKey(tus.id, name), contentType: octets, body });
    return name;
  };

  return {
    /** Where the next piece begins. */
    at: () => at,
    /** Bytes that are stored and no whole piece yet, in order. */
    rest: () => rest,
    /** The next whole piece, which what waited is part of. */
    async keepPiece(body: Uint8Array) {
      if (tus.kind === 'partial') pieces = [...pieces, await storeObject(body)];
      else await storePart(body);
      at += body.byteLength;
      past.push(...rest);
      rest = [];
    },
    /** `all` is everything since the last piece, of which `newBytes` at its end are stored nowhere. */
    async keepRest(all: Uint8Array, newBytes: number) {
      const isMuch = rest.length >= mostRest;
      const name = await storeObject(isMuch ? all : all.subarray(all.byteLength - newBytes));
      if (isMuch) past.push(...rest);
      rest = isMuch ? [name] : [...rest, name];
    },
    /** What is kept counts from here on. Throws `conflict` when somebody else has the turn. */
    async count() {
      const offset = at + restBytes(rest);
      const life = signOfLife(ports.now(), rules);
      const isCounted = await db.$transaction(async (tx) => {
        const where = { id: tus.id, lease, from: counted };
        const { expiresAt } = life;
        const isOurs = await countStored(tx, where, { offset, pieces, rest, expiresAt });
        const { upload } = tus;
        if (isOurs && upload) {
          await tx.upload.updateMany({ where: { id: upload.id, status: 'open' }, data: life });
        }
        return isOurs;
      });
      if (!isCounted) throw over();
      counted = offset;
      fresh = [];
      await removeNamed(tus.id, past.splice(0), ports);
      return offset;
    },
    /** What was kept since the last count is not wanted. */
    discard: () => removeNamed(tus.id, fresh.splice(0), ports),
  };
}

/** What cannot be removed now goes with the row. */
async function removeNamed(id: string, names: string[], { storage }: Ports): Promise<void> {
  await storage.remove(names.map((name) => tusKey(id, name))).catch((error: unknown) => {
    log().warn({ tusId: id, error: String(error) }, 'objects of an upload stay for now');
  });
}

/** Names say where their bytes begin and how many they are. */
export function sizeIn(name: string): number {
  return Number(name.split('-')[1]);
}

function over(): AppError {
  return new AppError('conflict', 'Another request went on with this upload.');
}
