// How much sooner a long film is ready when two workers share its chunks, each with one core of its own.
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Database } from '#lib/db/client.ts';
import { binaries } from '#lib/ffmpeg/binaries.ts';
import { type MediaRun, mediaUploadedEvent } from '#lib/jobs/events.ts';
import { storage } from '#lib/storage/current.ts';
import { renditionPrefix } from '#lib/storage/keys.ts';
import { makeSample } from '../demo/sample-film.ts';
import { say } from '../say.ts';
import { type Figure, median, secondsSince } from './figures.ts';
import { ownDatabase } from './own-database.ts';
import type { Stage } from './stage.ts';
import { startFleet } from './worker-fleet.ts';

const filmSeconds = 40;
/** Cameras have a keyframe a second or more. */
const framesPerGroup = 30;
/** Chunks of three seconds or so: thirteen of them. */
const splitMinutes = 0.35;
const rounds = 3;
const leastRatio = 1.7;
const patienceMs = 30 * 60_000;

/**
 * From the event that a film is stored to ready, everything included: probe, poster, sound, chunks,
 * joining, HLS, storyboard, and the store. The workers and the runner are started beside
 * the app on a database of their own, so that its worker takes no part.
 */
export async function benchSegments({ app, folder }: Stage): Promise<Figure[]> {
  if (availableParallelism() < 2) throw new Error('two workers need two cores');
  const { film } = await makeSample(await binaries(), folder, filmSeconds, { framesPerGroup });
  const { url, db, drop } = await ownDatabase(app.variables.DATABASE_URL ?? '', 'segments');
  try {
    const variables = {
      ...{ ...app.variables, DATABASE_URL: url },
      VIDEO_SPLIT_MINUTES: String(splitMinutes),
    };
    const one: number[] = [];
    const two: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      one.push(await secondsToReady({ variables, db, film, folder, cores: [0] }));
      two.push(await secondsToReady({ variables, db, film, folder, cores: [0, 1] }));
      say(`  round ${round}: one ${one.at(-1)?.toFixed(2)} s, two ${two.at(-1)?.toFixed(2)} s`);
    }
    const ratio = median(one) / median(two);
    return [
      {
        what: `stored to ready in chunks, ${filmSeconds} s of 1080p, 2 workers of 1 core`,
        measured: `${median(two).toFixed(2)} s`,
        against: `1 worker of 1 core: ${median(one).toFixed(2)} s`,
        ratio,
        aim: `≥ ${leastRatio}`,
        isMet: ratio >= leastRatio,
      },
    ];
  } finally {
    await drop();
  }
}

type Round = {
  variables: Record<string, string>;
  db: Database;
  film: string;
  folder: string;
  cores: number[];
};

async function secondsToReady({ variables, db, film, folder, cores }: Round): Promise<number> {
  const fleet = await startFleet({
    // For each worker one chunk that encodes, and one that is fetched or stored meanwhile.
    variables: { ...variables, VIDEO_STEPS_AT_ONCE: String(2 * cores.length) },
    folder: join(folder, 'fleet'),
    cores,
  });
  try {
    const run = await storeFilm(db, film);
    const startedAt = performance.now();
    await fleet.send(mediaUploadedEvent(run));
    await ready(db, run);
    const seconds = secondsSince(startedAt);
    await removeFilm(db, run);
    return seconds;
  } finally {
    await fleet.close();
  }
}

async function storeFilm(db: Database, film: string): Promise<MediaRun> {
  const storageKey = `bench/${crypto.randomUUID()}.mp4`;
  const { size } = await stat(film);
  await storage().writeFile({ key: storageKey, contentType: 'video/mp4', path: film });
  const email = 'segments@cutroom.local';
  const owner = { email, name: 'Segments', passwordHash: 'none' };
  const { id: ownerId } = await db.user.upsert({ where: { email }, create: owner, update: {} });
  const { id: mediaId } = await db.media.create({
    data: {
      ...{ ownerId, type: 'video', purpose: 'film.video', mimeType: 'video/mp4', storageKey },
      ...{ status: 'processing', generation: 1, fileName: 'film.mp4', byteSize: size },
    },
  });
  return { mediaId, type: 'video', generation: 1 };
}

/** Throws when it fails, was not encoded in chunks, or takes too long. */
async function ready(db: Database, { mediaId: id }: MediaRun): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    const media = await db.media.findUniqueOrThrow({ where: { id } });
    if (media.status === 'failed') throw new Error(`the film failed: ${media.failureMessage}`);
    if (media.status === 'ready') {
      const parts = Object.keys(media.partShares as object).length;
      if (parts < 5) throw new Error(`the film was encoded in ${parts} parts`);
      return;
    }
    await setTimeout(50);
  }
  throw new Error('the film does not become ready');
}

async function removeFilm(db: Database, { mediaId: id }: MediaRun): Promise<void> {
  const { storageKey } = await db.media.findUniqueOrThrow({ where: { id } });
  const keys = [storageKey];
  for await (const { key } of storage().list(renditionPrefix(id))) keys.push(key);
  await storage().remove(keys);
  await db.media.delete({ where: { id } });
}
