import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Found, walkPaths } from './walk-paths.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cutroom-test-walk-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(path: string, content = 'x') {
  const whole = join(folder, path);
  await mkdir(join(whole, '..'), { recursive: true });
  await writeFile(whole, content);
}

async function walked(...paths: string[]): Promise<string[]> {
  const found: Found[] = [];
  for await (const one of walkPaths(paths.map((path) => join(folder, path)))) found.push(one);
  return found.map((one) => {
    const { path } = 'file' in one ? one.file : one.leftOut;
    const place = relative(folder, path);
    return 'file' in one ? `${place} ${one.file.byteSize}` : `${place} ${one.leftOut.reason}`;
  });
}

test('every file below, in the order of the names', async () => {
  await put('b.png', 'two');
  await put('a/2.png');
  await put('a/1 å.png');
  expect(await walked('.')).toEqual(['a/1 å.png 1', 'a/2.png 1', 'b.png 3']);
});

test('what is hidden or empty is left out, and a hidden file that was named comes', async () => {
  await put('.secret/a.png');
  await put('.DS_Store');
  await put('empty.png', '');
  await put('.named.png');
  expect(await walked('.named.png', '.')).toEqual([
    '.named.png 1',
    '.DS_Store hidden',
    '.named.png hidden',
    '.secret hidden',
    'empty.png empty',
  ]);
});

test('a file comes once, however often it is reached, and circles end', async () => {
  await put('a/1.png');
  await symlink('..', join(folder, 'a', 'circle'));
  await symlink('1.png', join(folder, 'a', 'link.png'));
  await symlink('nowhere', join(folder, 'a', 'broken.png'));
  expect(await walked('a', 'a/1.png')).toEqual(['a/1.png 1', 'a/broken.png unreadable']);
});

test('a path that is not there is a mistake before anything is walked', async () => {
  await put('a.png');
  const walk = walkPaths([join(folder, 'a.png'), join(folder, 'b')]);
  await expect(walk.next()).rejects.toThrow('there is no such file or folder');
});
