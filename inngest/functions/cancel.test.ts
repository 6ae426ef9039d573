// Deleting a media ends the encoder that works on it, wherever that is.
import { execFile } from 'node:child_process';
import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { NonRetriableError } from 'inngest';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { env } from '#lib/env/env.ts';
import { type Clips, clipFolder, npmBinaries, picture, playable } from '#lib/ffmpeg/test-clips.ts';
import type { MediaRun } from '#lib/jobs/events.ts';
import { deleteMedia } from '#lib/media/media.ts';
import { inspectVideo, publishLadder } from '#lib/media/process-video.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { work } from './work.ts';

let world: TestWorld;
let editor: Actor;
let clips: Clips;

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
  clips = await clipFolder(await npmBinaries());
});
afterAll(async () => {
  await clips.remove();
  await world.close();
});

/** Whether a process runs with `words` among its arguments, and which. */
async function processesWith(words: string): Promise<number[]> {
  if (process.platform !== 'linux') {
    const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,command=']);
    const lines = stdout.split('\n').filter((line) => line.includes(words));
    return lines.map((line) => Number.parseInt(line, 10));
  }
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = ids.map(async (id) => {
    const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
    return command.includes(words) ? [Number(id)] : [];
  });
  return (await Promise.all(found)).flat();
}

/** The runner makes its process the leader of a group. */
function isGroupAlive(leader: number): boolean {
  try {
    process.kill(-leader, 0);
    return true;
  } catch {
    return false;
  }
}

test('within two seconds no process of it is left, no folder and no object', async () => {
  const long = await readFile(
    await clips.make('long.mp4', ...picture('1280x720', 8), ...playable, '-g', '500'),
  );
  const storageKey = `videos/${crypto.randomUUID()}.mp4`;
  await world.ports.storage.writeBytes({ key: storageKey, contentType: 'video/mp4', body: long });
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'video', purpose: 'media.video', mimeType: 'video/mp4' },
      ...{ storageKey, status: 'processing', generation: 1 },
      ...{ fileName: 'long.mp4', byteSize: long.length },
    },
  });
  const run: MediaRun = { mediaId: id, type: 'video', generation: 1 };
  const facts = await inspectVideo(run, world.ports);
  const encoding = work(run, () => publishLadder(run, facts, world.ports));
  const ends = expect(encoding).rejects.toThrow(NonRetriableError);
  const [encoder = 0] = await vi.waitUntil(
    async () => {
      const found = await processesWith(`${id}-1`);
      return found.length > 0 && found;
    },
    { timeout: 20_000 },
  );
  expect(isGroupAlive(encoder)).toBe(true);

  await deleteMedia(id, { actor: editor, ports: world.ports, isForced: false });
  const answeredAt = performance.now();
  const folder = join(env().MEDIA_TMP_DIR ?? '', `${id}-1`);
  await vi.waitUntil(
    async () =>
      !isGroupAlive(encoder) &&
      (await access(folder).then(
        () => false,
        () => true,
      )),
    { timeout: 10_000, interval: 20 },
  );
  expect(performance.now() - answeredAt).toBeLessThan(2000);
  expect(await processesWith(`${id}-1`)).toEqual([]);
  await ends;
  const keys: string[] = [];
  for await (const { key } of world.ports.storage.list(`renditions/${id}/`)) keys.push(key);
  expect(keys).toEqual([]);
}, 90_000);
