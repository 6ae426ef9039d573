// Storing what was made, and entering it in the ledger.
import 'server-only';
import { join } from 'node:path';
import type { Transaction } from '../db/client.ts';
import type { MediaChange } from '../db/media.ts';
import { signalMedia } from '../db/media-signals.ts';
import type { NewRendition, RenditionRow } from '../db/renditions.ts';
import { log } from '../env/log.ts';
import type { MediaRun } from '../jobs/events.ts';
import { announceMedia } from '../ports/announce-media.ts';
import type { Ports } from '../ports/ports.ts';
import { earlyName, type RenditionName } from '../shared/renditions.ts';
import { triedKey } from '../storage/keys.ts';
import { takenOver } from './ledger.ts';
import { becomeReady, clearUpAfter, Superseded, staysUnderWay } from './processing-run.ts';
import type { Profiles } from './profiles.ts';

/** A key is written by one attempt, once, so its content can be kept for good. */
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

/** Where they lie, and which attempt made them: see `beginAttempt`. */
type Made = { folder: string; attempt: number };

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
 * all or nothing can be seen. Of several attempts, on as many machines, the first to enter them is the
 * one that counts; of the others nothing is left. Throws `Superseded`.
 */
export async function publishRenditions(
  run: MediaRun,
  { folder, attempt }: Made,
  renditions: MadeRendition[],
  ports: Ports,
  along: Along = {},
): Promise<void> {
  const { db, storage } = ports;
  const own = { ...run, attempt };
  for (const { path, contentType } of renditions.flatMap(({ files }) => files)) {
    const key = triedKey(own, path);
    await storage.writeFile({ key, contentType, cacheControl, path: join(folder, path) });
  }
  const outcome = await db.$transaction((tx) => enter(tx, own, renditions, along, ports));
  if (outcome === 'entered') {
    // Whoever waits to be told that it is ready is told now.
    if (along.isWhole) ports.sendWaitingEvents();
    const hasOlder = run.generation > 1 || attempt > 1;
    if (along.isWhole && hasOlder) await clearUpAfter(run, ports);
    return;
  }
  await removeOwn(own, renditions, ports);
  if (outcome === 'over') throw new Superseded(run);
}

type Outcome = 'entered' | 'late' | 'over';

/** Holds the media's row from its first statement on, so attempts enter one after the other. */
async function enter(
  tx: Transaction,
  run: MediaRun & { attempt: number },
  renditions: MadeRendition[],
  { facts = {}, isWhole = false, unchanged = [], ...along }: Along,
  { now }: Ports,
): Promise<Outcome> {
  const { mediaId, generation } = run;
  const holds = isWhole
    ? await becomeReady(tx, run, facts, now())
    : await staysUnderWay(tx, run, facts, now());
  if (!holds) return 'over';
  // A run that is one verb enters nothing before its end, and that comes once.
  const rows = isWhole ? [] : await tx.rendition.findMany({ where: { mediaId, generation } });
  const isThere = ({ name }: MadeRendition) =>
    name !== earlyName && rows.some((row) => row.name === name && row.status === 'ready');
  if (renditions.some(isThere)) return 'late';
  const hashesOf = hashesFrom(rows, along);
  const made = renditions.map((rendition) => rowOf(run, rendition, hashesOf(rendition.name)));
  const entered = [...made, ...unchanged.map((row) => takenOver(run, row))];
  const names = entered.map(({ name }) => name);
  await tx.rendition.deleteMany({ where: { mediaId, generation, name: { in: names } } });
  await tx.rendition.createMany({ data: entered });
  await signalMedia(tx, mediaId);
  if (isWhole) await announceMedia(tx, 'media.ready', [mediaId], now());
  return 'entered';
}

/** What the store does not remove now goes with the run, or with the sweep. */
async function removeOwn(
  own: MediaRun & { attempt: number },
  renditions: MadeRendition[],
  { storage }: Ports,
): Promise<void> {
  const keys = renditions.flatMap(({ files }) => files.map(({ path }) => triedKey(own, path)));
  await storage.remove(keys).catch((error: unknown) => {
    const { mediaId } = own;
    log().warn({ mediaId, error: String(error) }, 'what came too late stays for the sweep');
  });
}

type Hashes = Pick<RenditionRow, 'inputHash' | 'profileHash'>;

function hashesFrom(
  planned: RenditionRow[],
  { inputHash, profiles = {} }: Along,
): (name: string) => Hashes {
  const profileOf = new Map(Object.entries(profiles));
  const known = new Map(planned.map((row) => [row.name, row]));
  return (name) => ({
    inputHash: inputHash ?? known.get(name)?.inputHash ?? null,
    profileHash: profileOf.get(name) ?? (inputHash ? null : known.get(name)?.profileHash) ?? null,
  });
}

function rowOf(
  run: MediaRun & { attempt: number },
  { files, ...facts }: MadeRendition,
  hashes: Hashes,
): NewRendition {
  const { mediaId, generation } = run;
  return {
    ...{ ...facts, ...hashes, mediaId, generation, status: 'ready' },
    storageKey: triedKey(run, files[0].path),
    objectKeys: files.map(({ path }) => triedKey(run, path)),
    contentType: files[0].contentType,
    byteSize: files.reduce((sum, file) => sum + file.byteSize, 0),
  };
}
