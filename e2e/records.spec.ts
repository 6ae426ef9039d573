// The lists of records: looking for them, doing things to many, and taking it back.

import type { Locator, Page } from 'playwright/test';
import { makeRecords } from './support/make-records.ts';
import { people } from './support/people.ts';
import { expect, expectAccessible, signIn, test } from './support/test.ts';
import { uniqueFile } from './support/unique-file.ts';

/** Films of this test alone, whatever others have made: `Alder 01`, `Alder 02` … */
async function makeFilms(page: Page, word: string, count: number, more: object = {}) {
  const titles = Array.from({ length: count }, (_, index) => titleOf(word, index + 1));
  await makeRecords(
    page,
    'film',
    titles.map((title) => ({ title, ...more })),
  );
}

const titleOf = (word: string, number: number) => `${word} ${String(number).padStart(2, '0')}`;
const titles = (page: Page) => page.getByRole('main').locator('li a[title]');
const box = (page: Page, title: string) =>
  page.getByRole('checkbox', { name: `Select “${title}”` });
const bulk = (page: Page) => page.getByRole('region', { name: 'For what is selected' });
const count = (page: Page, words: string): Locator =>
  page.getByRole('main').getByText(words, { exact: true }).first();

/** Chooses in one of the selects above a list. */
async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

test('films are found, sorted, and turned over page by page', async ({ editorPage: page }) => {
  await makeFilms(page, 'Alder', 23);
  await page.goto('/films');
  await page.getByRole('searchbox', { name: 'Search films' }).fill('alder');
  await expect(page).toHaveURL(/\/films\?q=alder$/);
  await expect(count(page, '23 films')).toBeVisible();
  await expect(titles(page).first()).toHaveText('Alder 23');
  await expect(titles(page)).toHaveCount(20);

  await choose(page, 'Order', 'Title, A to Z');
  await expect(titles(page).first()).toHaveText('Alder 01');
  await expect(page).toHaveURL(/q=alder&sort=title/);

  await page.getByRole('link', { name: 'Next' }).click();
  await expect(titles(page)).toHaveText(['Alder 21', 'Alder 22', 'Alder 23']);
  await page.reload();
  await expect(titles(page)).toHaveText(['Alder 21', 'Alder 22', 'Alder 23']);
  await page.getByRole('link', { name: 'Previous' }).click();
  await expect(titles(page).first()).toHaveText('Alder 01');
  await expect(titles(page)).toHaveCount(20);

  await page.getByRole('searchbox', { name: 'Search films' }).fill('nothing like this');
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/films\?sort=title$/);
});

test('words typed before the page listens are searched for', async ({ editorPage: page }) => {
  await makeFilms(page, 'Hazel', 2);
  const listens = Promise.withResolvers<void>();
  await page.route('**/_next/static/**/*.js', async (route) => {
    await listens.promise;
    await route.continue();
  });
  await page.goto('/films', { waitUntil: 'commit' });
  await page.getByRole('searchbox', { name: 'Search films' }).fill('hazel');
  listens.resolve();
  await expect(page).toHaveURL(/\/films\?q=hazel$/);
  await expect(titles(page)).toHaveText(['Hazel 02', 'Hazel 01']);
});

test('selected films are deleted together, and undoing it brings them back', async ({
  editorPage: page,
}) => {
  await makeFilms(page, 'Birch', 6);
  await page.goto('/films?q=birch&sort=title');
  await box(page, 'Birch 02').check();
  await box(page, 'Birch 04').click({ modifiers: ['Shift'] });
  await expect(bulk(page)).toContainText('3 selected');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(bulk(page)).toBeHidden();

  await box(page, 'Birch 05').focus();
  await page.keyboard.press('Space');
  await box(page, 'Birch 06').check();
  await bulk(page).getByRole('button', { name: 'Delete' }).click();
  await expect(titles(page)).toHaveText(['Birch 01', 'Birch 02', 'Birch 03', 'Birch 04']);
  await expect(box(page, 'Birch 04'), 'the keyboard goes on beside them').toBeFocused();
  await expect(page.getByText('2 were moved to the trash.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(titles(page)).toHaveCount(6);
  await expect(page.getByText('2 were restored.')).toBeVisible();

  await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
  await bulk(page).getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  // They leave the list before the server has answered.
  await expect(page.getByText('6 were moved to the trash.')).toBeVisible();
  await page.goto('/films?q=birch&trash=1');
  await expect(count(page, '6 films')).toBeVisible();
});

test('what was deleted is in the trash, from where it comes back or goes for good', async ({
  editorPage: page,
}) => {
  await makeFilms(page, 'Cedar', 3);
  await page.goto('/films?q=cedar');
  for (const title of ['Cedar 01', 'Cedar 02']) {
    await page.getByRole('button', { name: `Delete “${title}”` }).click();
    await expect(box(page, title)).toBeHidden();
  }
  await page.getByRole('link', { name: 'Trash' }).click();
  await expect(page.getByRole('heading', { name: 'Deleted films', level: 1 })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search films' }).fill('cedar');
  await expect(count(page, '2 films')).toBeVisible();
  await expect(page.getByText('30 days left')).toHaveCount(2);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Restore “Cedar 01”' }).click();
  await expect(box(page, 'Cedar 01')).toBeHidden();
  await page.getByRole('button', { name: 'Delete “Cedar 02” for good' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(box(page, 'Cedar 02')).toBeHidden();
  await expect(page.getByText('“Cedar 02” was deleted for good.')).toBeVisible();

  await page.getByRole('link', { name: 'All films' }).first().click();
  await expect(page.getByRole('heading', { name: 'Films', level: 1, exact: true })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search films' }).fill('cedar');
  await expect(titles(page)).toHaveText(['Cedar 03', 'Cedar 01']);
});

test('films are published together, and found by their state', async ({ editorPage: page }) => {
  await makeFilms(page, 'Daisy', 3);
  await page.goto('/films?q=daisy&sort=title');
  await box(page, 'Daisy 01').check();
  await box(page, 'Daisy 03').check();
  await bulk(page).getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('2 are public now.')).toBeVisible();
  await choose(page, 'State', 'Published');
  await expect(titles(page)).toHaveText(['Daisy 01', 'Daisy 03']);
  await box(page, 'Daisy 03').check();
  await bulk(page).getByRole('button', { name: 'Unpublish' }).click();
  await expect(titles(page)).toHaveText(['Daisy 01']);
  await choose(page, 'State', 'Draft');
  await expect(titles(page)).toHaveText(['Daisy 02', 'Daisy 03']);
});

test('what could not be deleted comes back, with the reason', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 503/);
  await makeFilms(page, 'Elder', 2);
  await page.goto('/films?q=elder&sort=title');
  const body = { type: 'about:blank', title: 'No', status: 503, detail: 'No', requestId: 'x' };
  await page.route('**/api/films/bulk', (route) =>
    route.fulfill({ status: 503, json: { ...body, code: 'storage_unavailable' } }),
  );
  await page.getByRole('button', { name: 'Delete “Elder 01”' }).click();
  await expect(page.getByText('The storage does not answer right now.')).toBeVisible();
  await expect(titles(page)).toHaveText(['Elder 01', 'Elder 02']);
});

test('a list that cannot be loaded says so, and comes once it is asked for again', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 503/);
  const isList = (url: URL) => url.pathname === '/api/films';
  await makeRecords(page, 'film', [{ title: 'Rowan' }]);
  await page.goto('/films');
  await page.route(isList, (route) => route.fulfill({ status: 503, json: {} }));
  await page.getByRole('searchbox', { name: 'Search films' }).fill('rowan');
  await expect(page.getByRole('heading', { name: 'The list could not be loaded' })).toBeVisible();
  await expectAccessible(page);
  await page.unroute(isList);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('link', { name: 'Rowan' })).toBeVisible();
});

test('a film is deleted from its own page, and undone in the list', async ({
  editorPage: page,
}) => {
  await makeFilms(page, 'Fern', 1);
  await page.goto('/films?q=fern');
  await page.getByRole('link', { name: 'Fern 01' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Films', level: 1, exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('“Fern 01” was restored.')).toBeVisible();
  await page.goto('/films?q=fern');
  await expect(titles(page)).toHaveText(['Fern 01']);
});

test('pictures dropped among the photos become photos, wherever the editor goes', async ({
  editorPage: page,
}) => {
  const files = await Promise.all(
    ['heron-one.jpg', 'heron-two.jpg', 'heron-three.jpg'].map((name) => uniqueFile('poster', name)),
  );
  await page.goto('/photos');
  await page.getByLabel('Choose pictures').setInputFiles(files);
  await page.getByRole('link', { name: 'Films', exact: true }).click();
  await expect(page.getByText('3 photos were added.')).toBeVisible({ timeout: 30_000 });
  await page.goto('/photos?q=heron&sort=title');
  await expect(titles(page)).toHaveText(['heron-one', 'heron-three', 'heron-two']);
  await expectAccessible(page);
});

test('admins rename and delete categories, editors add them', async ({ page, browser }) => {
  await signIn(page, people.editor);
  await page.goto('/categories');
  await page.getByLabel('Name of the new category').fill('Glaciers');
  await page.getByRole('button', { name: 'Add category' }).click();
  await expect(page.getByText('“Glaciers” was added.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Rename “Glaciers”' })).toBeHidden();
  const { results } = await (await page.request.get('/api/categories')).json();
  const glaciers = results.find(({ name }: { name: string }) => name === 'Glaciers');
  await makeFilms(page, 'Floe', 2, { categoryId: glaciers.id });
  await page.goto('/films');
  await choose(page, 'Category', 'Glaciers');
  await expect(titles(page)).toHaveText(['Floe 02', 'Floe 01']);

  const context = await browser.newContext();
  const admin = await context.newPage();
  await signIn(admin, people.admin);
  await admin.goto('/categories');
  const row = admin.getByRole('listitem').filter({ hasText: 'Glaciers' });
  await expect(row).toContainText('Used 2 times');
  await row.getByRole('button', { name: 'Rename “Glaciers”' }).click();
  await admin.getByLabel('New name').fill('Icebergs');
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText('“Glaciers”')).toBeHidden();
  await expectAccessible(admin);
  await admin.getByRole('button', { name: 'Delete “Icebergs”' }).click();
  await admin.getByRole('button', { name: 'Delete category' }).click();
  await expect(admin.getByText('“Icebergs” was deleted.')).toBeVisible();
  await context.close();
  await page.goto('/films?q=floe');
  await expect(titles(page)).toHaveText(['Floe 02', 'Floe 01']);
});
