import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { type NewCaption, newCaptionSchema } from '#lib/shared/schemas/caption.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { addCaption, changeCaption, deleteCaption, listCaptions } from './captions.ts';
import { readPlaylist } from './deliver.ts';
import { offeredCaptions, readCaption } from './deliver-captions.ts';
import { deleteMedia } from './media.ts';
import { finishRun } from './processing-run.ts';

let world: TestWorld;
let editor: Actor;
const context = () => ({ actor: editor, ports: world.ports });

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

const subRip = (text: string) => `1\n00:00:01,000 --> 00:00:02,000\n${text}\n`;
const french = (text = 'Bonjour', rest: object = {}): NewCaption =>
  newCaptionSchema.parse({ language: 'fr', text: subRip(text), ...rest });

function addMedia(type: 'video' | 'audio' = 'video') {
  return world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type, purpose: 'film.video', mimeType: 'video/mp4' },
      ...{ status: 'ready', generation: 1, fileName: 'film.mp4', byteSize: 1 },
      storageKey: `videos/${crypto.randomUUID()}.mp4`,
    },
  });
}

async function objectsOf(mediaId: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of world.ports.storage.list(`captions/${mediaId}/`)) keys.push(key);
  return keys;
}

test('captions are stored as WebVTT, described, listed and read', async () => {
  const { id } = await addMedia();
  const added = await addCaption(id, french('Déjà <3'), context());
  expect(added).toMatchObject({
    ...{ language: 'fr', label: 'Français', kind: 'subtitles', isDefault: false, cueCount: 1 },
  });
  expect(added.url).toContain(`/api/media/${id}/captions/${added.id}?v=`);
  expect(await listCaptions(id, context())).toEqual([added]);
  const { text } = await readCaption(id, added.id, context());
  expect(text).toMatch(/^WEBVTT\n.*\n\n00:00:01\.000 --> 00:00:02\.000\nDéjà &lt;3\n$/);
  expect(Buffer.byteLength(text)).toBe(added.byteSize);
});

test('captions of the same language and kind give way, and nothing of them stays', async () => {
  const { id } = await addMedia();
  const first = await addCaption(id, french('One', { label: 'VF', isDefault: true }), context());
  const second = await addCaption(id, french('Two'), context());
  expect(second).toMatchObject({ id: first.id, label: 'VF', isDefault: true });
  expect(second.url).not.toBe(first.url);
  expect((await readCaption(id, second.id, context())).text).toContain('Two');
  expect(await objectsOf(id)).toHaveLength(1);
  await deleteCaption(id, second.id, context());
  expect(await objectsOf(id)).toEqual([]);
  expect(await listCaptions(id, context())).toEqual([]);
});

test('one of a video is shown by default, and no two have one name', async () => {
  const { id } = await addMedia();
  const subtitles = await addCaption(id, french('Bonjour', { isDefault: true }), context());
  const forTheDeaf = await addCaption(id, french('[Bruit]', { kind: 'captions' }), context());
  expect(forTheDeaf.label).toBe('Français (CC)');
  await changeCaption(id, forTheDeaf.id, { isDefault: true }, context());
  const defaults = (await listCaptions(id, context())).filter(({ isDefault }) => isDefault);
  expect(defaults.map((one) => one.id)).toEqual([forTheDeaf.id]);
  await expect(
    changeCaption(id, subtitles.id, { label: 'Français (CC)' }, context()),
  ).rejects.toMatchObject({
    ...{ code: 'invalid_request', fields: [{ path: 'label', message: 'taken' }] },
  });
  await expect(
    changeCaption(id, subtitles.id, { kind: 'captions' }, context()),
  ).rejects.toMatchObject({ code: 'conflict', fields: [{ path: 'language', message: 'taken' }] });
  const changed = await changeCaption(id, subtitles.id, { language: 'fr-CA' }, context());
  expect(changed).toMatchObject({ language: 'fr-CA', label: 'Français' });
  const named = await changeCaption(id, subtitles.id, { label: null }, context());
  expect(named.label).toBe('Français canadien');
});

test('what cannot be read is refused by line, what is too large as such, sounds altogether', async () => {
  const { id } = await addMedia();
  const wrong = french('x', { text: '1\n00:02,0 --> 00:01,0\nx\n' });
  await expect(addCaption(id, wrong, context())).rejects.toMatchObject({
    code: 'invalid_request',
    fields: [{ path: 'text', message: 'line 2: an end before its beginning' }],
  });
  const large = french('x', { text: undefined, file: new Uint8Array(2 * 1024 * 1024 + 1) });
  await expect(addCaption(id, large, context())).rejects.toMatchObject({ code: 'file_too_large' });
  const sound = await addMedia('audio');
  await expect(addCaption(sound.id, french(), context())).rejects.toMatchObject({
    code: 'invalid_request',
  });
  expect(await objectsOf(id)).toEqual([]);
});

test('one person brings no more than twenty MiB a minute, others go on', async () => {
  const { id } = await addMedia();
  const actor = await world.addUser('admin');
  const large = french('x', { text: undefined, file: new Uint8Array(2 * 1024 * 1024).fill(120) });
  const bring = () => addCaption(id, large, { actor, ports: world.ports });
  for (let i = 0; i < 10; i += 1) {
    await expect(bring()).rejects.toMatchObject({ code: 'invalid_request' });
  }
  await expect(bring()).rejects.toMatchObject({
    ...{ code: 'rate_limited', retryAfterSeconds: expect.any(Number) },
  });
  await addCaption(id, french(), context());
});

test('nobody else sees, changes or deletes them, until the film is published', async () => {
  const { id } = await addMedia();
  const { id: captionId } = await addCaption(id, french(), context());
  const { ports } = world;
  const stranger = { actor: await world.addUser(), ports };
  for (const attempt of [
    () => listCaptions(id, stranger),
    () => addCaption(id, french(), stranger),
    () => changeCaption(id, captionId, { label: 'x' }, stranger),
    () => deleteCaption(id, captionId, stranger),
    () => readCaption(id, captionId, stranger),
    () => readCaption(id, captionId, { actor: null, ports }),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
  }
  expect(await offeredCaptions(id, stranger.actor, ports)).toEqual([]);
  await world.db.film.create({
    data: {
      ...{ ownerId: editor.id, title: 'Out', slug: 'captioned', videoId: id },
      publishedAt: new Date(0),
    },
  });
  expect(await offeredCaptions(id, null, ports)).toHaveLength(1);
  expect((await readCaption(id, captionId, { actor: null, ports })).text).toContain('Bonjour');
  await expect(listCaptions(id, stranger)).rejects.toMatchObject({ code: 'not_found' });
  const other = await addMedia();
  await expect(readCaption(other.id, captionId, context())).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('they outlive another processing, and go with the video', async () => {
  const { id } = await addMedia();
  await addCaption(id, french(), context());
  await world.db.media.update({ where: { id }, data: { status: 'processing', generation: 2 } });
  await finishRun({ mediaId: id, type: 'video', generation: 2 }, world.ports);
  expect(await objectsOf(id)).toHaveLength(1);
  await deleteMedia(id, { ...context(), isForced: false });
  expect(await objectsOf(id)).toEqual([]);
  expect(await world.db.caption.count({ where: { mediaId: id } })).toBe(0);
});

test('an object a crash left behind is removed by the next change', async () => {
  const { id } = await addMedia();
  const stray = `captions/${id}/${crypto.randomUUID()}.vtt`;
  const body = Buffer.from('WEBVTT\n');
  await world.ports.storage.writeBytes({ key: stray, contentType: 'text/vtt', body });
  await addCaption(id, french(), context());
  expect(await objectsOf(id)).toHaveLength(1);
  expect(await objectsOf(id)).not.toContain(stray);
});

test('a video that is deleted meanwhile leaves no captions', async () => {
  const { id } = await addMedia();
  const written = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const writeBytes: typeof world.ports.storage.writeBytes = async (object) => {
    await world.ports.storage.writeBytes(object);
    written.resolve();
    await goOn.promise;
  };
  const ports = { ...world.ports, storage: { ...world.ports.storage, writeBytes } };
  const adding = addCaption(id, french(), { actor: editor, ports });
  await written.promise;
  const deleting = deleteMedia(id, { ...context(), isForced: false });
  await vi.waitUntil(isAnyoneWaiting, { timeout: 10_000 });
  goOn.resolve();
  await adding;
  await deleting;
  expect(await objectsOf(id)).toEqual([]);
  await expect(addCaption(id, french(), context())).rejects.toMatchObject({ code: 'not_found' });
});

/** Whether a connection of this database waits for another one's transaction. */
async function isAnyoneWaiting(): Promise<boolean> {
  const waiting = await world.db.$queryRaw<unknown[]>`
    select 1 from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`;
  return waiting.length > 0;
}

test('who adds the same language at once leaves one of them', async () => {
  const { id } = await addMedia();
  await Promise.all(['One', 'Two', 'Three'].map((text) => addCaption(id, french(text), context())));
  expect(await listCaptions(id, context())).toHaveLength(1);
  expect(await objectsOf(id)).toHaveLength(1);
});

test('the master names them, and their playlist leads to the text', async () => {
  const { id } = await addMedia();
  const prefix = `renditions/${id}/1/hls`;
  const master = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n720p.m3u8\n';
  const contentType = 'application/vnd.apple.mpegurl';
  const key = `${prefix}/master.m3u8`;
  await world.ports.storage.writeBytes({ key, contentType, body: Buffer.from(master) });
  await world.db.rendition.create({
    data: {
      ...{ mediaId: id, generation: 1, name: 'hls', status: 'ready', storageKey: key },
      ...{ objectKeys: [key], durationSeconds: 62.5 },
    },
  });
  expect((await readPlaylist(id, ['1', 'master.m3u8'], context())).text).toBe(master);
  const caption = await addCaption(id, french(), context());
  const { text: delivered } = await readPlaylist(id, ['1', 'master.m3u8'], context());
  expect(delivered).toContain(`NAME="Français",LANGUAGE="fr"`);
  expect(delivered).toContain('BANDWIDTH=1,SUBTITLES="subtitles"\n720p.m3u8');
  const name = /URI="([^"]+)"/.exec(delivered)?.[1] ?? '';
  const { text: playlist } = await readPlaylist(id, ['1', name], context());
  expect(playlist).toContain('#EXTINF:62.500,');
  const link = playlist.split('\n').find((line) => line.startsWith('http')) ?? '';
  const answer = await fetch(link);
  expect(answer.headers.get('content-type')).toBe('text/vtt');
  expect(await answer.text()).toContain('Bonjour');
  const stranger = { actor: await world.addUser(), ports: world.ports };
  await expect(readPlaylist(id, ['1', name], stranger)).rejects.toMatchObject({
    code: 'not_found',
  });
  await deleteCaption(id, caption.id, context());
  await expect(readPlaylist(id, ['1', name], context())).rejects.toMatchObject({
    code: 'not_found',
  });
});
