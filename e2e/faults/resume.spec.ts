// An upload goes on where it stopped, in another tab or after a visit that ended badly.
import { rename } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { makeNoiseFilm } from '#lib/testing/fault-stage/noise-film.ts';
import { expect, test } from './support/test.ts';
import {
  addToLibrary,
  chooseAgain,
  createUpload,
  expectExactlyOnce,
  holdBack,
  openCentre,
  partsLetThrough,
  startUpload,
} from './support/uploading.ts';

const ends = {
  'is closed': (page: Page) => page.close(),
  async crashes(page: Page) {
    const crashed = page.waitForEvent('crash');
    page.goto('chrome://crash').catch(() => {});
    await crashed;
    await page.close();
  },
};

for (const { share, stored, end } of [
  { share: 10, stored: [1], end: 'is closed' },
  { share: 50, stored: [1, 2, 3, 4], end: 'crashes' },
  { share: 90, stored: [1, 2, 3, 4, 5, 6, 7], end: 'is closed' },
] as const) {
  test(`the tab ${end} at ${share} %`, async ({ page, context, stage, film }) => {
    const rest = holdBack(stage, { after: stored.length });
    await startUpload(page, film);
    await expect.poll(() => stage.books.storedPartsOf(film.fileName)).toEqual(stored);
    await ends[end](page);
    stage.forget();

    const next = await context.newPage();
    await next.goto('/films');
    await chooseAgain(next, film);
    await expectExactlyOnce(stage, film);
    expect(partsLetThrough(stage).toSorted(), 'no stored part was sent again').toEqual(rest);
  });
}

test('the file was changed before the upload goes on', async ({ page, context, stage, film }) => {
  const rest = holdBack(stage, { after: 4 });
  await startUpload(page, film);
  await expect.poll(() => stage.books.storedPartsOf(film.fileName)).toHaveLength(4);
  await page.close();
  stage.forget();
  const original = `${film.path}.original`;
  await rename(film.path, original);
  await makeNoiseFilm(film.path, film.byteSize);

  const next = await context.newPage();
  await next.goto('/films');
  await chooseAgain(next, film);
  await expect(next.getByText(/This is not the file that was being uploaded/)).toBeVisible();
  expect(partsLetThrough(stage), 'nothing was overwritten').toEqual([]);

  await rename(original, film.path);
  await next.getByRole('button', { name: `Try ${film.fileName} again` }).click();
  await chooseAgain(next, film);
  await expectExactlyOnce(stage, film);
  expect(partsLetThrough(stage).toSorted()).toEqual(rest);
});

test('two tabs: the one that sends is closed, the other goes on', async ({
  page,
  context,
  stage,
  film,
}) => {
  // Only one lane is held: the second file has another.
  const rest = holdBack(stage, { after: 7 });
  await startUpload(page, film);
  await expect.poll(() => stage.books.storedPartsOf(film.fileName)).toHaveLength(7);

  const other = await context.newPage();
  const second = await makeNoiseFilm(film.path.replace('.mp4', '-second.mp4'), 1_000_000);
  await addToLibrary(other, second);
  await openCentre(other);
  await expect(other.getByRole('dialog').getByText(film.fileName)).toBeVisible();
  await expectExactlyOnce(stage, second);
  await page.close();
  stage.forget();

  await expectExactlyOnce(stage, film);
  expect(partsLetThrough(stage).toSorted(), 'no stored part was sent again').toEqual(rest);
});

test('two tabs: the one that sends is closed before it hears that the upload was opened', async ({
  page,
  context,
  stage,
  film,
}) => {
  await page.goto('/library');
  await expect(page.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible();
  const lost = stage.app.rules.add({ match: createUpload, fault: { kind: 'lose-answer' } });
  const other = await context.newPage();
  await addToLibrary(other, film);
  await expect.poll(() => stage.books.recordsOf(film.fileName)).toHaveLength(1);
  await expect.poll(() => lost.hits()).toBeGreaterThan(0);
  await page.close();
  stage.forget();
  await expectExactlyOnce(stage, film);
});
