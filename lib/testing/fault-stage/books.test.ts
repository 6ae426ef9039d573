// Proves that the books notice what they are for: orphans, losses, doubles.
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { createTestWorld, type TestWorld } from '../test-world.ts';
import { type Books, openBooks } from './books.ts';

let world: TestWorld;
let owner: Actor;
let books: Books;

beforeAll(async () => {
  world = await createTestWorld();
  owner = await world.addUser();
  books = openBooks(process.env.DATABASE_URL ?? '', world.ports.storage);
});

afterAll(() => world.close());

const newKey = () => `videos/${randomUUID()}.mp4`;

async function addUpload(
  fileName: string,
  key: string,
  upload: { status: 'open' | 'completed'; multipartId?: string },
) {
  const file = { purpose: 'media.video', storageKey: key, fileName, byteSize: 3 };
  await world.db.media.create({
    data: {
      ...file,
      ownerId: owner.id,
      type: 'video',
      mimeType: 'video/mp4',
      upload: {
        create: {
          ...file,
          ...upload,
          ownerId: owner.id,
          contentType: 'video/mp4',
          expiresAt: new Date(),
        },
      },
    },
  });
}

const write = (key: string, text: string) =>
  world.ports.storage.writeBytes({ key, contentType: 'video/mp4', body: Buffer.from(text) });

test('a stored file is found with its hash, and twice when it is there twice', async () => {
  const key = newKey();
  await write(key, 'abc');
  await addUpload('one.mp4', key, { status: 'completed' });
  const [record, ...others] = await books.recordsOf('one.mp4');
  expect(others).toEqual([]);
  expect(record).toMatchObject({ storageKey: key, uploadStatus: 'completed' });
  expect(await books.sha256Of(key)).toBe(createHash('sha256').update('abc').digest('hex'));
  expect(await books.orphans()).toEqual([]);
  expect(await books.lost()).toEqual([]);

  const another = newKey();
  await write(another, 'abc');
  await addUpload('one.mp4', another, { status: 'completed' });
  expect(await books.recordsOf('one.mp4')).toHaveLength(2);
});

test('a media without its bytes is lost', async () => {
  const key = newKey();
  await addUpload('lost.mp4', key, { status: 'completed' });
  expect(await books.lost()).toEqual([key]);
  expect(await books.sha256Of(key)).toBeNull();
  await write(key, 'abc');
  expect(await books.lost()).toEqual([]);
});

test('an object without a row is an orphan, and so is a session without an open upload', async () => {
  const key = newKey();
  await write(key, 'abc');
  const sessionKey = newKey();
  const multipartId = await world.ports.storage.startMultipart({
    key: sessionKey,
    contentType: 'video/mp4',
  });
  expect((await books.orphans()).toSorted()).toEqual(
    [key, `multipart ${sessionKey} ${multipartId}`].toSorted(),
  );
  await addUpload('open.mp4', sessionKey, { status: 'open', multipartId });
  await world.ports.storage.remove([key]);
  expect(await books.orphans()).toEqual([]);
  expect(await books.storedPartsOf('open.mp4')).toEqual([]);
});
