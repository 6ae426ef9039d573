// An upload that outlives its tab: where the browser keeps the file, nobody has to pick it again.

import type { BrowserContext, Page } from 'playwright/test';
import { openFilmForm } from './support/film-form.ts';
import { watchStore } from './support/store-traffic.ts';
import { expect, test } from './support/test.ts';
import { uniqueFile } from './support/unique-file.ts';

const partOf = (url: string) => Number(new URL(url).searchParams.get('partNumber'));

/**
 * Drops a file as a person does who drags it from a folder. The file lies in the browser's private
 * file system: its handle is a real one, and needs no permission that a test could not give.
 */
async function dropKeptFile(page: Page, path: string): Promise<void> {
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.id = 'kept-file';
    document.body.append(input);
  });
  await page.locator('#kept-file').setInputFiles(path);
  await page.getByRole('group', { name: 'Video' }).evaluate(async (zone) => {
    const input = document.querySelector<HTMLInputElement>('#kept-file');
    const [chosen] = input?.files ?? [];
    if (!chosen) throw new Error('no file was chosen');
    const root = await navigator.storage.getDirectory();
    const handle = await root.getFileHandle(chosen.name, { create: true });
    await chosen.stream().pipeTo(await handle.createWritable());
    input?.remove();
    const transfer = new DataTransfer();
    transfer.items.add(await handle.getFile());
    const asHandle = { getAsFileSystemHandle: async () => handle };
    Object.assign(DataTransferItem.prototype, asHandle);
    zone.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true }));
  });
}

/**
 * The store refuses the part, as it is asked for with a wrong signature. A request that is kept back
 * or cut off on its way may slip through as its page closes; what is refused stays refused.
 */
async function refusePart(context: BrowserContext, partNumber: number): Promise<void> {
  await context.route('**/api/uploads**', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replaceAll(/"(https?:[^"]+)"/g, (quoted, url: string) => {
      if (partOf(url) !== partNumber) return quoted;
      const wrong = new URL(url);
      wrong.searchParams.set('X-Amz-Signature', '0'.repeat(64));
      return JSON.stringify(wrong.href);
    });
    await route.fulfill({ response, body });
  });
}

test('a closed tab costs nothing: the next one goes on by itself and sends only what is missing', async ({
  editorPage: page,
  context,
  expectedErrors,
}) => {
  expectedErrors.push(/403 \(Forbidden\)/);
  const traffic = watchStore(page);
  await refusePart(context, 3);
  await openFilmForm(page);
  await dropKeptFile(page, await uniqueFile('largeFilm', 'kept-film.mp4'));
  const stored = () => traffic.stored.map((put) => partOf(put.url())).toSorted();
  await expect.poll(stored, { timeout: 30_000 }).toEqual([1, 2, 4, 5, 6, 7, 8]);
  await page.close({ runBeforeUnload: false });
  await context.unrouteAll();

  const next = await context.newPage();
  const nextTraffic = watchStore(next);
  await openFilmForm(next);
  await next.getByRole('button', { name: 'Continue', exact: true }).first().click();
  const field = next.getByRole('group', { name: 'Video' });
  await expect(field.locator('[data-media-status]')).toBeVisible({ timeout: 30_000 });
  expect(nextTraffic.puts.map((put) => partOf(put.url()))).toEqual([3]);
  await expect(field.getByText('kept-film.mp4')).toBeVisible();
});
