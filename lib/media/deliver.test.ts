// What a player is told of a public film and of a private one, where the bucket has a public address.
import { Readable } from 'node:stream';
import { parse, setOptions, types } from 'hls-parser';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { newCaptionSchema } from '#lib/shared/schemas/caption.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { addCaption } from './captions.ts';
import { linkFile, readPlaylist } from './deliver.ts';
import { readCaption } from './deliver-captions.ts';
import { getMedia } from './media.ts';

setOptions({ strictMode: true });

let world: TestWorld;
let editor: Actor;
const context = () => ({ actor: editor, ports: world.ports });
const visitor = () => ({ actor: null, ports: world.ports });

beforeAll(async () => {
  world = await createTestWorld({ R2_PUBLIC_URL: 'https://files.example/' });
  editor = await world.addUser();
});
afterAll(() => world.close());

const playlists = {
  'master.m3u8': [
    ...['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS'],
    '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="audio",DEFAULT=YES,URI="audio.m3u8"',
    '#EXT-X-STREAM-INF:BANDWIDTH=900,CODECS="avc1.4d401e,mp4a.40.2",AUDIO="audio"',
    '360p.m3u8',
  ],
  '360p.m3u8': [
    ...['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-TARGETDURATION:4', '#EXT-X-PLAYLIST-TYPE:VOD'],
    '#EXT-X-MAP:URI="360p.mp4",BYTERANGE="800@0"',
    ...['#EXTINF:4.0,', '#EXT-X-BYTERANGE:1000@800', '360p.mp4', '#EXT-X-ENDLIST'],
  ],
};

async function addFilm(fields: object = {}): Promise<string> {
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'video', purpose: 'film.video', mimeType: 'video/mp4' },
      ...{ status: 'ready', generation: 1, fileName: 'film.mp4', byteSize: 1, durationSeconds: 4 },
      storageKey: `videos/${crypto.randomUUID()}.mp4`,
      ...fields,
    },
  });
  const keyOf = (name: string) => `renditions/${id}/1/hls/${name}`;
  const contentType = 'application/vnd.apple.mpegurl';
  for (const [name, lines] of Object.entries(playlists)) {
    const body = Buffer.from(`${lines.join('\n')}\n`);
    await world.ports.storage.writeBytes({ key: keyOf(name), contentType, body });
  }
  const storageKey = keyOf('master.m3u8');
  const objectKeys = Object.keys(playlists).map(keyOf);
  const row = { mediaId: id, generation: 1, status: 'ready', objectKeys } as const;
  const poster = { name: 'poster', storageKey: `renditions/${id}/1/poster.jpg` };
  await world.db.rendition.createMany({
    data: [
      { ...row, name: 'hls', storageKey },
      { ...row, ...poster, objectKeys: [poster.storageKey] },
    ],
  });
  const text = '1\n00:00:01,000 --> 00:00:02,000\nBonjour\n';
  await addCaption(id, newCaptionSchema.parse({ language: 'fr', text }), context());
  return id;
}

async function masterOf(id: string) {
  const master = parse((await readPlaylist(id, ['1', 'master.m3u8'], visitor())).text);
  if (!(master instanceof types.MasterPlaylist)) throw new Error('not a master playlist');
  return master;
}

async function mediaPlaylistOf(id: string, fileName: string) {
  const playlist = parse((await readPlaylist(id, ['1', fileName], visitor())).text);
  if (!(playlist instanceof types.MediaPlaylist)) throw new Error('not a media playlist');
  return playlist;
}

test('a visitor of a public film is given its captions, and its files without signatures', async () => {
  const id = await addFilm({ isPublic: true });
  const { urls } = await getMedia(id, context());
  expect(urls.hls).toBe(`/api/media/${id}/hls/1/master.m3u8`);
  expect(urls.poster).toBe(`https://files.example/renditions/${id}/1/poster.jpg`);

  const [variant] = (await masterOf(id)).variants;
  const stored = `https://files.example/renditions/${id}/1/hls`;
  expect(variant).toMatchObject({
    uri: `${stored}/360p.m3u8`,
    audio: [{ uri: `${stored}/audio.m3u8` }],
    subtitles: [{ name: 'Français', language: 'fr' }],
  });
  const captions = await mediaPlaylistOf(id, variant?.subtitles[0]?.uri ?? '');
  expect(captions.segments[0]?.uri).toMatch(
    new RegExp(`^https://files\\.example/captions/${id}/[0-9a-f-]+\\.vtt$`),
  );
  const [segment] = (await mediaPlaylistOf(id, '360p.m3u8')).segments;
  expect(segment?.uri).toBe(`${stored}/360p.mp4`);
});

test('a file of a public film is at the public address of the bucket, but to be saved under its name', async () => {
  const id = await addFilm({ isPublic: true });
  const asked = visitor();
  const { storageKey } = await world.db.media.findUniqueOrThrow({ where: { id } });
  expect(await linkFile(id, 'original', { ...asked, isDownload: false })).toEqual({
    ...{ url: `https://files.example/${storageKey}`, isPublic: true },
  });
  const { url } = await linkFile(id, 'original', { ...asked, isDownload: true });
  expect(new URL(url).searchParams.get('response-content-disposition')).toContain('film.mp4');
});

test('a private film stays behind signatures', async () => {
  const id = await addFilm();
  await expect(masterOf(id)).rejects.toMatchObject({ code: 'not_found' });
  await world.db.film.create({
    data: {
      ...{ ownerId: editor.id, title: 'Out', slug: 'out', videoId: id, publishedAt: new Date(0) },
    },
  });
  const [variant] = (await masterOf(id)).variants;
  expect(variant).toMatchObject({ uri: '360p.m3u8', audio: [{ uri: 'audio.m3u8' }] });
  for (const name of ['360p.m3u8', variant?.subtitles[0]?.uri ?? '']) {
    const [segment] = (await mediaPlaylistOf(id, name)).segments;
    expect(segment?.uri).toMatch(`${world.variables.R2_ENDPOINT}/`);
    expect(segment?.uri).toContain('X-Amz-Signature=');
  }
});

test('a film that is taken back while it grows is linked for nobody but who may see it', async () => {
  const id = await addFilm({ isPublic: true });
  const storageKey = `renditions/${id}/1/early/early-rung.m3u8`;
  const body = Buffer.from('#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4.0,\n0.ts\n');
  const contentType = 'application/vnd.apple.mpegurl';
  await world.ports.storage.writeBytes({ key: storageKey, contentType, body });
  const growing = {
    mediaId: id,
    generation: 1,
    name: 'early',
    status: 'ready',
    storageKey,
  } as const;
  await world.db.rendition.create({ data: { ...growing, objectKeys: [storageKey] } });
  const read = async () => (await readPlaylist(id, ['1', 'early-rung.m3u8'], context())).text;
  expect(await read()).toContain(`https://files.example/renditions/${id}/1/early/0.ts`);
  await world.db.media.update({ where: { id }, data: { isPublic: false } });
  const taken = await read();
  expect(taken).not.toContain('https://files.example/');
  expect(taken).toContain('response-cache-control=private');
});

test('however long a film is, it is signed for no longer than a store accepts', async () => {
  const id = await addFilm({ durationSeconds: 4 * 24 * 3600 });
  const { text: playlist } = await readPlaylist(id, ['1', '360p.m3u8'], context());
  expect(playlist).toContain(`X-Amz-Expires=${7 * 24 * 3600}`);
});

test.each([
  [['1', '..', 'master.m3u8']],
  [['1', '../master.m3u8']],
  [['1', '..%2fmaster.m3u8']],
  [['1/../1', 'master.m3u8']],
  [['-1', 'master.m3u8']],
  [['1e0', 'master.m3u8']],
  [['2', 'master.m3u8']],
  [['1', 'master.m3u8\n']],
  [['1', '360p.mp4']],
  [['1', 'captions-.m3u8']],
  [['1']],
  [[]],
])('%j names no playlist', async (path) => {
  const id = await addFilm();
  await expect(readPlaylist(id, path, context())).rejects.toMatchObject({ code: 'not_found' });
});

test('a store that breaks off is a store that does not answer', async () => {
  const id = await addFilm();
  const { storage } = world.ports;
  const read: typeof storage.read = async () =>
    Readable.from(
      (async function* () {
        yield '#EXTM3U\n';
        throw new Error('aborted');
      })(),
    );
  const ports = { ...world.ports, storage: { ...storage, read } };
  const broken = { code: 'storage_unavailable' };
  const reading = readPlaylist(id, ['1', 'master.m3u8'], { actor: editor, ports });
  await expect(reading).rejects.toMatchObject(broken);
  const { id: captionId } = await world.db.caption.findFirstOrThrow({ where: { mediaId: id } });
  const saying = readCaption(id, captionId, { actor: editor, ports });
  await expect(saying).rejects.toMatchObject(broken);
});
