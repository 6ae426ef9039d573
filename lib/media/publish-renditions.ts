// Storing what was made, and entering it in the ledger.
import 'server-only';
import { join } from 'node:path';
import type { Transaction } from '../db/client.ts';
import type { MediaChange } from '../db/media.ts';
import { signalMedia } from '../db/media-signals.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import type { RenditionName } from '../shared/renditions.ts';
import { renditionKey } from '../storage/keys.ts';
import { becomeReady, ofRun, removeOlder, Superseded } from './processing-run.ts';

/** A generation's key is written once, so its content can be kept for good. */
const cacheControl = 'public, max-age=31536000, immutable';

export type MadeFile = { path: string; contentType: string; byteSize: number };

/** `files[0]` is the one a link to the rendition leads to. */
export type MadeRendition = {
  name: RenditionName;
  files: [MadeFile, ...MadeFile[]];
  width?: number | null;
  height?: number | null;
  durationSeconds?: number | null;
  bitrate?: number | null;
  tookMs?: number;
};

/** What else is true once they are entered. */
type Along = {
  facts?: MediaChange;
  /** These are the last of the run: with them the media is ready. */
  isWhole?: boolean;
};

/**
 * Stores the files of every rendition and then enters them together, with what else became known:
 * all or nothing can be seen. Repeating it overwrites the same keys with the same bytes.
 * Throws `Superseded`.
 */
export async function publishRenditions(
  run: MediaRun,
  folder: string,
  renditions: MadeRendition[],
  ports: Ports,
  { facts = {}, isWhole = false }: Along = {},
): Promise<void> {
  const { db, storage, now } = ports;
  for (const file of renditions.flatMap(({ files }) => files)) {
    const { path, contentType } = file;
    await storage.writeFile({
      key: keyOf(run, file),
      contentType,
      cacheControl,
      path: join(folder, path),
    });
  }
  await db.$transaction(async (tx) => {
    const holds = isWhole
      ? await becomeReady(tx, run, facts, now())
      : await staysUnderWay(tx, run, facts, now());
    if (!holds) throw new Superseded(run);
    await enter(tx, run, renditions);
    await signalMedia(tx, run.mediaId);
  });
  if (isWhole) await removeOlder(run, ports);
}

/** A real change, so that the row stays locked until the renditions are in: without data, Prisma only reads. */
async function staysUnderWay(
  tx: Transaction,
  run: MediaRun,
  facts: MediaChange,
  now: Date,
): Promise<boolean> {
  const { count } = await tx.media.updateMany({
    where: ofRun(run),
    data: { ...facts, heartbeatAt: now },
  });
  return count > 0;
}

/** Two statements, however many they are; what an earlier attempt entered gives way. */
async function enter(tx: Transaction, run: MediaRun, renditions: MadeRendition[]): Promise<void> {
  const { mediaId, generation } = run;
  const names = renditions.map(({ name }) => name);
  await tx.rendition.deleteMany({ where: { mediaId, generation, name: { in: names } } });
  await tx.rendition.createMany({
    data: renditions.map(({ files, ...facts }) => ({
      ...{ ...facts, mediaId, generation, status: 'ready' as const },
      storageKey: keyOf(run, files[0]),
      objectKeys: files.map((file) => keyOf(run, file)),
      contentType: files[0].contentType,
      byteSize: files.reduce((sum, file) => sum + file.byteSize, 0),
    })),
  });
}

function keyOf({ mediaId, generation }: MediaRun, { path }: MadeFile): string {
  return renditionKey(mediaId, generation, path);
}
