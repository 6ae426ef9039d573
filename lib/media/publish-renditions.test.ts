// Two machines that do the same step at the same time: one of them counts, and nothing of theirs mixes.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MediaRun } from '#lib/jobs/events.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { beginAttempt } from './attempts.ts';
import { readPlaylist } from './deliver.ts';
import { type MadeRendition, publishRenditions } from './publish-renditions.ts';
import { readText } from './read-text.ts';

let world: TestWorld;
let editor: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

async function startRun(type: MediaRun['type']): Promise<MediaRun> {
  const { id: mediaId } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type, purpose: 'media.video', mimeType: 'video/mp4' },
      ...{ storageKey: crypto.randomUUID(), fileName: 'a.mp4', byteSize: 1 },
      ...{ status: 'processing', generation: 1 },
    },
  });
  return { mediaId, type, generation: 1 };
}

type Machine = { folder: string; attempt: number; made: MadeRendition[]; text: string };

/** A machine that has encoded: with other cores than the other one, so to other bytes. */
async function machine(run: MediaRun, name: 'hls' | 'webp', who: string): Promise<Machine> {
  const folder = join(world.workFolder, who);
  await mkdir(join(folder, name), { recursive: true });
  const text = `#EXTM3U\n${who.repeat(who.length)}-720p.mp4\n`;
  const paths = [`${name}/master.m3u8`, `${name}/720p.m3u8`] as const;
  for (const path of paths) await writeFile(join(folder, path), text);
  const [first, second] = paths.map((path) => ({
    ...{ path, contentType: 'application/vnd.apple.mpegurl', byteSize: text.length },
  }));
  if (!first || !second) throw new Error('two files are made');
  const { attempts: attempt } = await beginAttempt(run, world.ports);
  return { folder, attempt, made: [{ name, files: [first, second] }], text };
}

/** Ports with which, once the first file is stored, something else happens before the second. */
function interrupted(meanwhile: () => Promise<void>): TestWorld['ports'] {
  const { storage } = world.ports;
  let stored = 0;
  const writeFileThen: typeof storage.writeFile = async (object) => {
    await storage.writeFile(object);
    stored += 1;
    if (stored === 1) await meanwhile();
  };
  return { ...world.ports, storage: { ...storage, writeFile: writeFileThen } };
}

async function storedOf({ mediaId }: MediaRun): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of world.ports.storage.list(`renditions/${mediaId}/`)) keys.push(key);
  return keys.sort();
}

const rowsOf = ({ mediaId }: MediaRun) =>
  world.db.rendition.findMany({ where: { mediaId, status: 'ready' } });

test('what one machine stores between two files of another is shown whole, and nothing is left of the other', async () => {
  const run = await startRun('video');
  const [slow, fast] = [await machine(run, 'hls', 'slow'), await machine(run, 'hls', 'faster')];
  const meanwhile = () => publishRenditions(run, fast, fast.made, world.ports);
  await publishRenditions(run, slow, slow.made, interrupted(meanwhile));
  const [row, ...others] = await rowsOf(run);
  expect(others).toEqual([]);
  expect(await storedOf(run)).toEqual(row?.objectKeys.sort());
  for (const key of row?.objectKeys ?? []) {
    expect(await readText(key, world.ports)).toBe(fast.text);
  }
  const viewer = { actor: editor, ports: world.ports };
  expect((await readPlaylist(run.mediaId, ['1', '720p.m3u8'], viewer)).text).toContain(
    'fasterfaster',
  );
});

test('the one that is late with the last of a run finds it over, and removes what it stored', async () => {
  const run = await startRun('image');
  const [slow, fast] = [await machine(run, 'webp', 'late'), await machine(run, 'webp', 'soon')];
  const along = { isWhole: true, inputHash: 'a', profiles: { webp: 'b' } };
  const meanwhile = () => publishRenditions(run, fast, fast.made, world.ports, along);
  const late = publishRenditions(run, slow, slow.made, interrupted(meanwhile), along);
  await expect(late).rejects.toThrow('is over');
  const [row] = await rowsOf(run);
  expect(await storedOf(run)).toEqual(row?.objectKeys.sort());
  expect(await readText(row?.storageKey ?? '', world.ports)).toBe(fast.text);
});

test('an attempt that was killed while it stored leaves nothing once the next is done', async () => {
  const run = await startRun('image');
  const killed = await machine(run, 'webp', 'killed');
  const kill = () => Promise.reject(new Error('killed'));
  const dying = publishRenditions(run, killed, killed.made, interrupted(kill));
  await expect(dying).rejects.toThrow('killed');
  expect(await storedOf(run)).toHaveLength(1);
  const next = await machine(run, 'webp', 'next');
  const along = { isWhole: true, inputHash: 'a', profiles: { webp: 'b' } };
  await publishRenditions(run, next, next.made, world.ports, along);
  const [row] = await rowsOf(run);
  expect(await storedOf(run)).toEqual(row?.objectKeys.sort());
});

test('a run that is over has no further attempt', async () => {
  const run = await startRun('video');
  await world.db.media.update({ where: { id: run.mediaId }, data: { generation: 2 } });
  await expect(beginAttempt(run, world.ports)).rejects.toThrow('is over');
});
