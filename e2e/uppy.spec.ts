// Uppy as it is: by the recipe of the README, and by tus; its files become media like any other.
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import type { Page } from 'playwright/test';
import { inProject } from '#lib/start/project.ts';
import { expect, test } from './support/test.ts';
import { uniqueFile } from './support/unique-file.ts';

// A page of the app loads no script but its own.
test.use({ bypassCSP: true });

type Meta = { media?: { id: string } };
type Settled = { failed?: { error?: string }[] };

declare global {
  interface Window {
    uppy: {
      addFile(file: { name: string; type: string; data: File; meta: object }): string;
      upload(): Promise<Settled | undefined>;
      removeFile(id: string): void;
      getFile(id: string): { meta: Meta };
    };
  }
}

/** The code block of the README that says how. */
async function recipe(): Promise<string> {
  const readme = await readFile(inProject('README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code = '']) => code);
  const code = blocks.find((block) => block.includes('signRequest')) ?? '';
  expect(code.trimEnd().split('\n').length).toBeLessThanOrEqual(30);
  return `${code}\nwindow.uppy = uppy;`;
}

const byTus = `import './e2e/support/uppy-by-tus.ts';`;

async function openWith(page: Page, code: string): Promise<void> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: inProject('.') },
    ...{ bundle: true, format: 'iife', platform: 'browser', write: false },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  await page.goto('/films');
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', id: 'for-uppy' });
    document.body.append(input);
  });
}

/** Gives the file to Uppy; answers its id there. */
async function addFile(page: Page, path: string, purpose: string): Promise<string> {
  await page.locator('#for-uppy').setInputFiles(path);
  return page.evaluate((purpose) => {
    const input = document.querySelector<HTMLInputElement>('#for-uppy');
    const [data] = input?.files ?? [];
    if (!data) throw new Error('there is no file');
    return window.uppy.addFile({ name: data.name, type: data.type, data, meta: { purpose } });
  }, purpose);
}

/** Answers what went wrong. */
async function send(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { failed = [] } = (await window.uppy.upload()) ?? {};
    return failed.map(({ error }) => String(error));
  });
}

/** Looked at and accepted: from here on it is processed as every other is. */
async function expectAccepted(
  page: Page,
  id: string,
  fields: Record<string, unknown>,
): Promise<void> {
  const media = await (await page.request.get(`/api/media/${id}`)).json();
  expect(media).toMatchObject({ ...fields, status: expect.stringMatching(/^(processing|ready)$/) });
}

test('by S3, in parts and in one piece', async ({ editorPage: page }) => {
  await openWith(page, await recipe());
  const puts: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') puts.push(new URL(request.url()).search);
  });
  const film = await addFile(page, await uniqueFile('largeFilm', 'by-uppy.mp4'), 'media.video');
  const poster = await addFile(page, await uniqueFile('poster', 'by-uppy.jpg'), 'media.image');
  expect(await send(page)).toEqual([]);
  const ids = await page.evaluate(
    (files) => files.map((id) => window.uppy.getFile(id).meta.media?.id ?? ''),
    [film, poster],
  );
  expect(puts.filter((query) => query.includes('partNumber=')).length).toBeGreaterThan(5);
  expect(puts.filter((query) => !query.includes('partNumber='))).toHaveLength(1);
  await expectAccepted(page, ids[0] ?? '', { fileName: 'by-uppy.mp4', purpose: 'media.video' });
  await expectAccepted(page, ids[1] ?? '', { fileName: 'by-uppy.jpg', purpose: 'media.image' });
});

test('by S3, taken back on its way', async ({ editorPage: page }) => {
  await openWith(page, await recipe());
  await page.route(/partNumber=3/, () => undefined);
  const third = page.waitForRequest(/partNumber=3/);
  const file = await addFile(page, await uniqueFile('largeFilm', 'taken-back.mp4'), 'media.video');
  const sending = send(page);
  await third;
  const open = async () => (await (await page.request.get('/api/uploads')).json()).length;
  expect(await open()).toBe(1);
  const given = page.waitForResponse((answer) => answer.request().method() === 'DELETE');
  await page.evaluate((id) => window.uppy.removeFile(id), file);
  expect((await given).status()).toBe(204);
  await sending;
  expect(await open()).toBe(0);
});

test('by S3, what is no film is refused', async ({ editorPage: page, expectedErrors }) => {
  expectedErrors.push(/415/);
  await openWith(page, await recipe());
  await addFile(page, await uniqueFile('liar', 'liar.mp4'), 'media.video');
  const refusal = page.evaluate(() => window.uppy.upload());
  await expect(refusal).rejects.toThrow(/not what its name says|type|content/i);
});

test('by tus', async ({ editorPage: page }) => {
  await openWith(page, byTus);
  await addFile(page, await uniqueFile('largeFilm', 'by-tus.mp4'), 'media.video');
  expect(await send(page)).toEqual([]);
  const { results } = await (await page.request.get('/api/media?q=by-tus')).json();
  expect(results).toHaveLength(1);
  await expectAccepted(page, results[0].id, { fileName: 'by-tus.mp4', purpose: 'media.video' });
});
