// Storing what was made, and entering it in the ledger.
import 'server-only';
import { join } from 'node:path';
import type { Transaction } from '../db/client.ts';
import type { MediaChange } from '../db/media.ts';
import { signalMedia } from '../db/media-signals.ts';
import type { NewRendition, RenditionRow } from '../db/renditions.ts';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import type { earlyName, RenditionName } from '../shared/renditions.ts';
import { renditionKey } from '../storage/keys.ts';
import { takenOver } from './ledger.ts';
import { becomeReady, clearUpAfter, Superseded, staysUnderWay } from './processing-run.ts';
import type { Profiles } from './profiles.ts';

/** A generation's key is written once, so its content can be kept for good. */
const cacheControl = 'public, max-age=31536000, immutable';

export type MadeFile = { path: string; contentType: string; byteSize: number };

/** `files[0]` is the one a link to the rendition leads to. */
export type MadeRendition = {
  name: RenditionName | typeof earlyName;
  files: [MadeFile, ...MadeFile[]];
  width?: number | null;
  height?: number | null;
  durationSeconds?: number | null;
  bitrate?: number | null;
  /** What those that were made together took together. */
  tookMs?: number;
};

/** What else is true once they are entered. */
type Along = {
  facts?: MediaChange;
  /** These are the last of the run: with them the media is ready. */
  isWhole?: boolean;
  /** Of what and how they were made; what is not told stands in the rows the run entered before. */
  inputHash?: string;
  profiles?: Profiles;
  /** What an earlier run made just so: entered beside them as it is. */
  unchanged?: RenditionRow[];
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
  along: Along = {},
): Promise<void> {
  const { db, storage, now } = ports;
  const { facts = {}, isWhole = false, unchanged = [] } = along;
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
    const hashesOf = await findHashes(tx, run, along);
    const made = renditions.map((rendition) => rowOf(run, rendition, hashesOf(rendition.name)));
    await enter(tx, run, [...made, ...unchanged.map((row) => takenOver(run, row))]);
    await signalMedia(tx, run.mediaId);
  });
  if (isWhole && run.generation > 1) await clearUpAfter(run, ports);
}

/** Two statements, however many they are; what an earlier attempt entered gives way. */
async function enter(
  tx: Transaction,
  { mediaId, generation }: MediaRun,
  rows: NewRendition[],
): Promise<void> {
  const names = rows.map(({ name }) => name);
  await tx.rendition.deleteMany({ where: { mediaId, generation, name: { in: names } } });
  await tx.rendition.createMany({ data: rows });
}

type Hashes = Pick<RenditionRow, 'inputHash' | 'profileHash'>;

async function findHashes(
  tx: Transaction,
  { mediaId, generation }: MediaRun,
  { inputHash, profiles = {} }: Along,
): Promise<(name: string) => Hashes> {
  const profileOf = new Map(Object.entries(profiles));
  if (inputHash) return (name) => ({ inputHash, profileHash: profileOf.get(name) ?? null });
  const planned = await tx.rendition.findMany({
    where: { mediaId, generation },
    select: { name: true, inputHash: true, profileHash: true },
  });
  const known = new Map(planned.map((row) => [row.name, row]));
  return (name) => ({
    inputHash: known.get(name)?.inputHash ?? null,
    profileHash: profileOf.get(name) ?? known.get(name)?.profileHash ?? null,
  });
}

function rowOf(run: MediaRun, { files, ...facts }: MadeRendition, hashes: Hashes): NewRendition {
  const { mediaId, generation } = run;
  return {
    ...{ ...facts, ...hashes, mediaId, generation, status: 'ready' },
    storageKey: keyOf(run, files[0]),
    objectKeys: files.map((file) => keyOf(run, file)),
    contentType: files[0].contentType,
    byteSize: files.reduce((sum, file) => sum + file.byteSize, 0),
  };
}

function keyOf({ mediaId, generation }: MediaRun, { path }: MadeFile): string {
  return renditionKey(mediaId, generation, path);
}
