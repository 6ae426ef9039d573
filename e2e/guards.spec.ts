// Nothing is lost by leaving a form, and nobody is asked when nothing would be.
import type { Page } from 'playwright/test';
import { sampleImage } from './support/bring-files.ts';
import {
  continueDraft,
  countDrafts,
  expectKept,
  leaveDialog,
  openFilmForm,
  poster,
  saveButton,
  video,
} from './support/film-form.ts';
import { holdBackPart } from './support/store-traffic.ts';
import { expect, expectAccessible, test } from './support/test.ts';
import { uniqueFile } from './support/unique-file.ts';

const films = (page: Page) => page.getByRole('heading', { name: 'Films', level: 1 });
const back = (page: Page) => page.getByRole('link', { name: 'All films' });
const title = (page: Page) => page.getByRole('textbox', { name: 'Title', exact: true });

/** Without waiting for another page: the browser may stay on this one. */
async function goBack(page: Page): Promise<void> {
  await page.evaluate(() => history.back());
}

/** What the browser itself asks, which only closing and reloading lead to. */
function browserQuestions(page: Page): string[] {
  const types: string[] = [];
  page.on('dialog', (dialog) => {
    types.push(dialog.type());
    void dialog.accept();
  });
  return types;
}

/** Closes the tab as a person does, and answers what the browser asked. */
async function closeTab(page: Page): Promise<string[]> {
  const questions = browserQuestions(page);
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
  return questions;
}

test('a clean form is left without a word, a changed one asks; kept, it can be gone on with', async ({
  editorPage: page,
}) => {
  await openFilmForm(page);
  await back(page).click();
  await expect(films(page)).toBeVisible();

  await page.getByRole('link', { name: 'New film' }).first().click();
  await title(page).fill('Half a thought');
  await back(page).click();
  await expect(leaveDialog(page)).toBeVisible();
  await expectAccessible(page);
  await leaveDialog(page).getByRole('button', { name: 'Stay' }).click();
  await expect(title(page)).toHaveValue('Half a thought');
  await expect(back(page)).toBeFocused();

  await back(page).click();
  await leaveDialog(page).getByRole('button', { name: 'Keep as draft' }).click();
  await expect(films(page)).toBeVisible();
  await page.getByRole('link', { name: 'New film' }).first().click();
  await continueDraft(page, 'Half a thought');
  await expect(title(page)).toHaveValue('Half a thought');
});

test('the way back asks too, and what is discarded is gone', async ({ editorPage: page }) => {
  const before = await countDrafts(page);
  await page.getByRole('link', { name: 'New film' }).first().click();
  await title(page).fill('Never mind');
  await expectKept(page, { title: 'Never mind' });
  await goBack(page);
  await leaveDialog(page).getByRole('button', { name: 'Stay' }).click();
  await expect(title(page)).toHaveValue('Never mind');
  await title(page).press('End');
  await goBack(page);
  await leaveDialog(page).getByRole('button', { name: 'Discard and leave' }).click();
  await expect(films(page)).toBeVisible();
  await expect.poll(() => countDrafts(page)).toBe(before);
});

test('signing out asks first', async ({ editorPage: page }) => {
  await openFilmForm(page);
  await title(page).fill('Still here');
  await page.getByRole('button', { name: /Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await leaveDialog(page).getByRole('button', { name: 'Keep as draft' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('abandoning a form deletes its files from the store and their rows', async ({
  editorPage: page,
}) => {
  await openFilmForm(page);
  await poster(page).locator('input[type=file]').setInputFiles(sampleImage('abandoned.jpg'));
  await expect(poster(page).locator('img')).toBeVisible();
  await expect(saveButton(page)).toBeEnabled();
  await expect
    .poll(async () => {
      const draftId = new URL(page.url()).searchParams.get('draft');
      const answer = await page.request.get(`/api/drafts/${draftId}`);
      return answer.ok() ? (await answer.json()).fields.posterId : undefined;
    })
    .toBeTruthy();
  const draftId = new URL(page.url()).searchParams.get('draft');
  const draft = await (await page.request.get(`/api/drafts/${draftId}`)).json();
  const { mediaId } = draft.uploads[0];
  const file = await page.request.get(`/api/media/${mediaId}/files/original`, { maxRedirects: 0 });
  const object = file.headers().location ?? '';
  expect((await page.request.get(object)).status()).toBe(200);

  await back(page).click();
  await leaveDialog(page).getByRole('button', { name: 'Discard and leave' }).click();
  await expect(films(page)).toBeVisible();
  const status = async (address: string) => (await page.request.get(address)).status();
  await expect.poll(() => status(object)).toBe(404);
  await expect.poll(() => status(`/api/media/${mediaId}`)).toBe(404);
  expect(await status(`/api/drafts/${draftId}`)).toBe(404);
});

test('the browser asks only when something would be lost', async ({
  editorPage: page,
  context,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_FAILED/);
  await openFilmForm(page);
  expect(await closeTab(page)).toEqual([]);

  const kept = await context.newPage();
  await openFilmForm(kept);
  await title(kept).fill('On the server');
  await expectKept(kept, { title: 'On the server' });
  expect(await closeTab(kept)).toEqual([]);

  const lost = await context.newPage();
  await openFilmForm(lost);
  await lost.route('**/api/drafts/*', (route) => route.abort());
  await title(lost).fill('Nowhere but here');
  await expect(lost.getByText('The draft could not be saved.')).toBeVisible();
  expect(await closeTab(lost)).toEqual(['beforeunload']);
});

test('what was typed a moment before the tab is closed is on the server', async ({
  editorPage: page,
  context,
}) => {
  await openFilmForm(page);
  await title(page).fill('At the last moment');
  expect(await closeTab(page)).toEqual([]);
  const next = await context.newPage();
  await openFilmForm(next);
  await continueDraft(next, 'At the last moment');
  await expect(title(next)).toHaveValue('At the last moment');
});

test('a saved form is left without a word', async ({ editorPage: page }) => {
  await openFilmForm(page);
  await title(page).fill('Saved and left');
  await saveButton(page).click();
  await expect(page.getByText('“Saved and left” was created.')).toBeVisible();
  await expect(page).toHaveURL(/\/edit$/);
  await page.getByLabel('Year').fill('1999');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('“Saved and left” was saved.')).toBeVisible();
  await back(page).click();
  await expect(films(page)).toBeVisible();
  expect(await closeTab(page)).toEqual([]);
});

test('while files are on their way, saving waits when it is told to, and goes on by itself', async ({
  editorPage: page,
}) => {
  const release = await holdBackPart(page, 6);
  await openFilmForm(page);
  await title(page).fill('Saved lat');
  await video(page)
    .locator('input[type=file]')
    .setInputFiles(await uniqueFile('largeFilm', 'later.mp4'));
  await expect(saveButton(page)).toBeDisabled();
  await expect(page.getByText(/1 file on its way/)).toBeVisible();
  await page.getByRole('button', { name: 'Save when uploads finish' }).click();
  await expect(page.getByText('It is saved as soon as the files')).toBeVisible();
  await page.getByRole('button', { name: 'Do not save by itself' }).click();
  await page.getByRole('button', { name: 'Save when uploads finish' }).click();
  await title(page).fill('Saved later');
  await expectAccessible(page);
  release();
  await expect(page.getByText('“Saved later” was created.')).toBeVisible({ timeout: 30_000 });
  await expect(video(page).getByText('later.mp4')).toBeVisible();
});

test('an upload that is left with its form goes on, and is in its place again', async ({
  editorPage: page,
}) => {
  const release = await holdBackPart(page, 6);
  await openFilmForm(page);
  await title(page).fill('There and back');
  await video(page)
    .locator('input[type=file]')
    .setInputFiles(await uniqueFile('largeFilm', 'travelling.mp4'));
  await expect(video(page).getByText('Uploading')).toBeVisible();
  await back(page).click();
  await leaveDialog(page).getByRole('button', { name: 'Keep as draft' }).click();
  await expect(films(page)).toBeVisible();
  await page.getByRole('link', { name: 'New film' }).first().click();
  await continueDraft(page, 'There and back');
  await expect(video(page).getByText('Uploading')).toBeVisible();
  release();
  await expect(saveButton(page)).toBeEnabled({ timeout: 30_000 });
  await saveButton(page).click();
  await expect(page.getByText('“There and back” was created.')).toBeVisible();
  await expect(video(page).getByText('travelling.mp4')).toBeVisible();
});
