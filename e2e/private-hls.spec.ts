// A private film in hls.js: every file behind a signed address, seeking, and what a visitor gets.
import type { Page } from 'playwright/test';
import { makeToken } from './support/api-token.ts';
import { endOf, startCutroom, type Told } from './support/run-cutroom.ts';
import { expect, test } from './support/test.ts';
import { uniqueFile } from './support/unique-file.ts';

/** A film nobody published: its media, and the address of its page. */
async function bringFilm(page: Page, server: string, folder: string) {
  const token = await makeToken(page);
  const path = await uniqueFile('longFilm', 'private-hls.mp4');
  const args = ['upload', path, '--as', 'film', '--wait', '--json'];
  const { told, code } = await endOf(startCutroom(args, { server, token, folder }));
  expect([code, told.at(-1)]).toMatchObject([0, { stored: 1 }]);
  const stored = told.find(({ status }) => status === 'stored');
  const { mediaId, record } = stored as { mediaId: string; record: { id: string } } & Told;
  const film = await (await page.request.get(`/api/films/${record.id}`)).json();
  const media = await (await page.request.get(`/api/media/${mediaId}`)).json();
  return { media, watch: `/watch/${film.slug}` };
}

test('a private film is played and sought in by signed addresses alone', async ({
  editorPage: page,
  browser,
  baseURL: server = '',
}, info) => {
  const { media, watch } = await bringFilm(page, server, info.outputPath('state'));
  const files: URL[] = [];
  page.on('response', (answer) => {
    const address = new URL(answer.url());
    if (/\.(mp4|m4s)$/.test(address.pathname)) {
      expect(answer.status()).toBe(206);
      files.push(address);
    }
  });
  await page.goto(watch);
  const video = page.locator('video');
  await video.evaluate((element: HTMLVideoElement) => {
    element.muted = true;
    return element.play();
  });
  const at = () => video.evaluate((element: HTMLVideoElement) => element.currentTime);
  await expect.poll(at).toBeGreaterThan(0.5);
  expect(await video.evaluate((element: HTMLVideoElement) => element.currentSrc)).toMatch(/^blob:/);

  await video.evaluate((element: HTMLVideoElement) => {
    element.currentTime = 50;
  });
  await expect.poll(at).toBeGreaterThan(50.5);
  await video.evaluate((element: HTMLVideoElement) => {
    element.currentTime = 10;
  });
  await expect.poll(at).toBeGreaterThan(10.5);
  expect(await at()).toBeLessThan(40);
  expect(files.length).toBeGreaterThan(2);
  for (const { searchParams } of files) expect(searchParams.has('X-Amz-Signature')).toBe(true);

  const visitor = await (await browser.newContext({ baseURL: server })).newPage();
  const statusOf = async (path: string) =>
    (await visitor.request.get(path, { maxRedirects: 0 })).status();
  expect(await statusOf(watch)).toBe(404);
  for (const path of [media.urls.hls, media.urls.mp4, media.urls.original]) {
    expect(await statusOf(path)).toBe(404);
  }
  const unsigned = new URL(files[0] ?? '');
  unsigned.search = '';
  expect(await statusOf(unsigned.href)).toBe(403);

  const { version } = await (await page.request.get(`/api/media/${media.id}`)).json();
  const patch = (isPublic: boolean, version: number) =>
    page.request.patch(`/api/media/${media.id}`, { data: { isPublic, version } });
  const open = await (await patch(true, version)).json();
  const master = await visitor.request.get(media.urls.hls);
  expect(master.status()).toBe(200);
  expect(master.headers()['cache-control']).toBe('public, max-age=60');
  expect((await patch(false, open.version)).status()).toBe(200);
  expect(await statusOf(media.urls.hls)).toBe(404);
  await visitor.context().close();
});
