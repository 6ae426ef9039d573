import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { ownerByToken, uploadTokens } from './upload-token.ts';

let world: TestWorld;
let editor: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

async function addUpload(owner: Actor): Promise<string> {
  const file = {
    ...{ ownerId: owner.id, purpose: 'film.video', fileName: 'a.mp4', byteSize: 1 },
    ...{ storageKey: `videos/${crypto.randomUUID()}.mp4`, contentType: 'video/mp4' },
  };
  return (await world.db.upload.create({ data: { ...file, expiresAt: new Date() } })).id;
}
const tokenFor = (uploadId: string, owner = editor, tokenVersion = 0) =>
  uploadTokens({ actor: owner, tokenVersion }, world.ports.now())(uploadId);
const ownerOf = async (uploadId: string, token: string) =>
  (await ownerByToken({ uploadId, token }, world.ports))?.actor ?? null;

test('a token stands for the owner of its upload', async () => {
  const id = await addUpload(editor);
  expect(await ownerOf(id, tokenFor(id))).toEqual(editor);
});

test('it names one upload: neither another one nor another owner', async () => {
  const [id, other] = [await addUpload(editor), await addUpload(editor)];
  expect(await ownerOf(other, tokenFor(id))).toBeNull();
  expect(await ownerOf(id, tokenFor(id, await world.addUser()))).toBeNull();
  expect(await ownerOf(crypto.randomUUID(), tokenFor(id))).toBeNull();
});

test('no part of it can be changed', async () => {
  const id = await addUpload(editor);
  const token = tokenFor(id);
  const [mark, expiry, mac = ''] = token.split('.');
  const forgeries = [
    '',
    'ut1',
    `${token}=`,
    `${mark}.${Number(expiry) + 1}.${mac}`,
    `${mark}.${expiry}.${mac.slice(1)}${mac.startsWith('A') ? 'B' : 'A'}`,
    `${mark}.${expiry}.${'é'.repeat(43)}`,
    `${mark}.${expiry}.`,
  ];
  for (const forged of forgeries) expect(await ownerOf(id, forged)).toBeNull();
});

test('it ends when the account is disabled or its sessions are ended', async () => {
  const owner = await world.addUser();
  const id = await addUpload(owner);
  const token = tokenFor(id, owner);
  const change = (data: object) => world.db.user.update({ where: { id: owner.id }, data });
  await change({ disabledAt: new Date() });
  expect(await ownerOf(id, token)).toBeNull();
  await change({ disabledAt: null });
  expect(await ownerOf(id, token)).toEqual(owner);
  await change({ tokenVersion: 1 });
  expect(await ownerOf(id, token)).toBeNull();
  expect(await ownerOf(id, tokenFor(id, owner, 1))).toEqual(owner);
});

test('it holds for seven days', async () => {
  const id = await addUpload(editor);
  const token = tokenFor(id);
  world.passHours(7 * 24 - 1);
  expect(await ownerOf(id, token)).toEqual(editor);
  world.passHours(2);
  expect(await ownerOf(id, token)).toBeNull();
});
