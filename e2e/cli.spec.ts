// The command line brings a folder in, good files and bad ones, and a second time nothing.
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeToken } from './support/api-token.ts';
import { endOf, startCutroom } from './support/run-cutroom.ts';
import { samplePath } from './support/sample-files.ts';
import { expect, test } from './support/test.ts';
import { uniqueFile } from './support/unique-file.ts';

test('a folder is brought in from a terminal, and its films are ready', async ({
  editorPage: page,
  baseURL: server = '',
}, info) => {
  const folder = info.outputPath('shoot');
  await mkdir(join(folder, 'more'), { recursive: true });
  await copyFile(await uniqueFile('shortFilm', 'short.mp4'), join(folder, 'short.mp4'));
  await copyFile(await uniqueFile('largeFilm', 'large.mp4'), join(folder, 'more', 'large.mp4'));
  await copyFile(samplePath('liar'), join(folder, 'liar.mp4'));
  await copyFile(samplePath('notes'), join(folder, 'notes.txt'));
  const surroundings = { server, token: await makeToken(page), folder: info.outputPath('state') };
  const args = ['upload', folder, '--as', 'film', '--wait', '--json'];

  const first = await endOf(startCutroom(args, surroundings));
  expect(first.code).toBe(1);
  expect(first.told.at(-1)).toMatchObject({
    ...{ event: 'end', stored: 2, already: 0, failed: 1, leftOut: 1, unfinished: 0 },
  });
  const failed = first.told.filter(({ status }) => status === 'failed');
  expect(failed).toMatchObject([
    { path: join(folder, 'liar.mp4'), code: 'unsupported_media_type' },
  ]);
  await page.goto('/films');
  for (const title of ['short', 'large']) {
    await expect(page.getByRole('link', { name: title, exact: true })).toHaveCount(1);
  }

  const second = await endOf(startCutroom(args, surroundings));
  expect(second.told.at(-1)).toMatchObject({ event: 'end', stored: 0, already: 2, failed: 1 });
  await page.reload();
  await expect(page.getByRole('link', { name: 'large', exact: true })).toHaveCount(1);
});
