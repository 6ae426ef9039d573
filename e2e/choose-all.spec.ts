// Doing one thing to everything that matches, on other pages and not loaded yet, too.
import type { Page } from 'playwright/test';
import { dropFiles, smallImages } from './support/bring-files.ts';
import { makeRecords } from './support/make-records.ts';
import { expect, expectAccessible, test } from './support/test.ts';

const question = (page: Page) => page.getByRole('alertdialog');
const filmBar = (page: Page) => page.getByRole('region', { name: 'For what is selected' });
const fileBar = (page: Page) => page.getByRole('region', { name: 'Chosen files' });

async function makeFilms(page: Page, word: string, count: number): Promise<void> {
  const titles = Array.from({ length: count }, (_, at) => ({ title: `${word} ${at + 1}` }));
  await makeRecords(page, 'film', titles);
}

async function selectAllFilms(page: Page, count: number): Promise<void> {
  await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
  await expect(filmBar(page)).toContainText('20 selected');
  await filmBar(page)
    .getByRole('button', { name: `Select all ${count}` })
    .click();
  await expect(filmBar(page)).toContainText(`All ${count} selected`);
}

/** How many there are, as the API tells it. */
async function countOf(page: Page, path: string): Promise<number> {
  const answer = await page.request.get(path);
  return (await answer.json()).count;
}

test('all films that match are deleted and published, and all of it is undone', async ({
  editorPage: page,
}) => {
  await makeFilms(page, 'Gorse', 60);
  await page.goto('/films?q=gorse');
  await selectAllFilms(page, 60);
  await expectAccessible(page);
  await filmBar(page).getByRole('button', { name: 'Delete' }).click();
  await expect(question(page)).toContainText('Move all 60 to the trash?');
  await expectAccessible(page);
  await question(page).getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('60 were moved to the trash.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('60 were restored.')).toBeVisible();
  await expect(page.getByText('60 films', { exact: true })).toBeVisible();

  await selectAllFilms(page, 60);
  await filmBar(page).getByRole('button', { name: 'Publish', exact: true }).click();
  await question(page).getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByText('60 are public now.')).toBeVisible();
  const published = '/api/films?q=gorse&state=published';
  expect(await countOf(page, published)).toBe(60);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('60 are as they were before.')).toBeVisible();
  expect(await countOf(page, published)).toBe(0);
});

test('a film that is made a draft and taken back is public since when it was', async ({
  editorPage: page,
}) => {
  const publishedAt = '2020-05-04T03:02:01.000Z';
  const [id] = await makeRecords(page, 'film', [{ title: 'Heather', publishedAt }]);
  await page.goto('/films?q=heather');
  await page.getByRole('checkbox', { name: 'Select “Heather”' }).check();
  await filmBar(page).getByRole('button', { name: 'Unpublish' }).click();
  await expect(page.getByText('“Heather” is a draft now.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('“Heather” is as it was before.')).toBeVisible();
  const film = await (await page.request.get(`/api/films/${id}`)).json();
  expect(film.publishedAt).toBe(publishedAt);
});

test('what goes through many is stopped from another page, and says what it left', async ({
  editorPage: page,
}) => {
  await makeFilms(page, 'Ivy', 60);
  const { promise: isStopped, resolve: goOn } = Promise.withResolvers<void>();
  await page.route('**/api/films/bulk', async (route) => {
    await isStopped;
    await route.continue();
  });
  await page.goto('/films?q=ivy');
  await selectAllFilms(page, 60);
  await filmBar(page).getByRole('button', { name: 'Delete' }).click();
  await question(page).getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('0 of 60')).toBeVisible();
  const asked = page.waitForEvent('dialog');
  void page.evaluate(() => location.reload());
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await page.getByRole('link', { name: 'Albums', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Albums', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Stop' }).click();
  goOn();
  await expect(page.getByText('50 were moved to the trash.')).toBeVisible();
  await expect(page.getByText('Stopped. 10 were left as they are.')).toBeVisible();
  expect(await countOf(page, '/api/films?q=ivy')).toBe(10);
});

test('all files that match are made public, private again and deleted, loaded or not', async ({
  editorPage: page,
}) => {
  // What is not loaded yet stays so: nobody has to scroll for it.
  await page.route(/pageSize=96/, () => {});
  await page.goto('/library');
  await dropFiles(page, await smallImages('shoal', 52));
  const matching = '/api/media?q=shoal';
  await expect.poll(() => countOf(page, `${matching}&status=ready`), { timeout: 60_000 }).toBe(52);
  await page.goto('/library?q=shoal');
  await expect(page.getByText('52 files', { exact: true })).toBeVisible();
  const bar = fileBar(page);
  const chooseAll = async () => {
    await page
      .getByRole('checkbox', { name: /^Choose shoal-/ })
      .first()
      .check();
    await bar.getByRole('button', { name: 'Choose all 48 shown' }).click();
    await bar.getByRole('button', { name: 'Choose all 52' }).click();
    await expect(bar).toContainText('All 52 chosen');
  };
  await chooseAll();
  await expectAccessible(page);
  await bar.getByRole('button', { name: 'Make public' }).click();
  await expect(question(page)).toContainText('Make 52 files public?');
  await question(page).getByRole('button', { name: 'Make public' }).click();
  await expect(page.getByText('52 files are public now.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('52 files are private now.')).toBeVisible();

  await chooseAll();
  await bar.getByRole('button', { name: 'Delete' }).click();
  await expect(question(page)).toContainText('also what is not loaded yet');
  await question(page).getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('52 files were deleted.')).toBeVisible();
  expect(await countOf(page, matching)).toBe(0);
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
});
