import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createUploadNotes, nameOf } from './upload-notes.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cutroom-test-notes-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const note = {
  ...{ uploadId: 'u', fileName: 'a.mp4', byteSize: 9, lastModifiedMs: 1, fingerprint: 'f' },
  etagsAreMd5: null,
};

test('what was noted is found by the next command, and readable by nobody else', async () => {
  const inside = join(folder, 'cutroom', 'uploads');
  const name = nameOf('http://studio.example', '/films/a.mp4');
  await createUploadNotes(inside).keep(name, note);
  await createUploadNotes(inside).keep(name, { ...note, etagsAreMd5: true });
  const notes = createUploadNotes(inside);
  expect(await notes.find(name)).toEqual({ ...note, etagsAreMd5: true });
  expect(await readdir(inside)).toEqual([`${name}.json`]);
  expect((await stat(join(inside, `${name}.json`))).mode & 0o077).toBe(0);
  await notes.forget(name);
  expect(await notes.find(name)).toBeNull();
});

test('a damaged note, or a place where none can be written, is no note', async () => {
  await writeFile(join(folder, 'a.json'), '{"uploadId":');
  const notes = createUploadNotes(folder);
  expect(await notes.find('a')).toBeNull();
  const nowhere = createUploadNotes(join(folder, 'a.json', 'b'));
  await nowhere.keep('a', note);
  expect(await nowhere.find('a')).toBeNull();
});

test('old notes go', async () => {
  const notes = createUploadNotes(folder);
  await Promise.all([notes.keep('old', note), notes.keep('new', note)]);
  const longAgo = new Date(Date.now() - 31 * 24 * 3_600_000);
  await utimes(join(folder, 'old.json'), longAgo, longAgo);
  await notes.forgetOld();
  expect(await readdir(folder)).toEqual(['new.json']);
});
