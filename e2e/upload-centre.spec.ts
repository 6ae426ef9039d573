// What a person sees of uploads, in the form and in the upload centre, and can do about them.

import type { Locator, Page } from 'playwright/test';
import { openFilmForm } from './support/film-form.ts';
import { people } from './support/people.ts';
import { someIsSent } from './support/some-sent.ts';
import { holdBackPart } from './support/store-traffic.ts';
import { expect, expectAccessible, test } from './support/test.ts';
import { uniqueFile } from './support/unique-file.ts';

const video = (page: Page) => page.getByRole('group', { name: 'Video' });
const poster = (page: Page) => page.getByRole('group', { name: 'Poster' });
const picker = (field: Locator) => field.locator('input[type=file]');
const uploads = (page: Page) => page.getByRole('dialog', { name: 'Uploads' });
const row = (page: Page, name: string) =>
  uploads(page).getByRole('listitem').filter({ hasText: name });
/** Its name says how many uploads are on their way, wait or failed. */
const centre = (page: Page) => page.getByRole('button', { name: /^(Uploads|\d+ uploads?)\b/ });

/** The numbers of the parts the store has taken, in the order it did. */
function takenParts(page: Page): number[] {
  const taken: number[] = [];
  page.on('response', (response) => {
    const partNumber = new URL(response.url()).searchParams.get('partNumber');
    if (partNumber && response.request().method() === 'PUT' && response.ok()) {
      taken.push(Number(partNumber));
    }
  });
  return taken;
}

/** Starts a large film that cannot arrive before the answered function is called. */
async function startLargeFilm(page: Page, path: string): Promise<() => void> {
  const release = await holdBackPart(page, 2);
  await openFilmForm(page);
  await picker(video(page)).setInputFiles(path);
  await expect(video(page).getByText('Uploading', { exact: true })).toBeVisible();
  return release;
}

async function expectStored(place: Locator): Promise<void> {
  await expect(place.getByText(/^(Processing|Ready)/).first()).toBeVisible({ timeout: 40_000 });
}

test('a paused upload goes on where it stopped', async ({ editorPage: page }) => {
  const taken = takenParts(page);
  const release = await startLargeFilm(page, await uniqueFile('largeFilm', 'paused.mp4'));
  await expect.poll(() => taken.length).toBeGreaterThan(0);
  // What the store answers to while the button is pressed may or may not be heard.
  const takenBefore = [...taken];
  await video(page).getByRole('button', { name: 'Pause' }).click();
  await expect(video(page).getByText('Paused', { exact: true })).toBeVisible();
  const countAtPause = taken.length;
  await centre(page).click();
  await expect(row(page, 'paused.mp4').getByText('Paused', { exact: true })).toBeVisible();
  release();
  await uploads(page).getByRole('button', { name: 'Resume all' }).click();
  await expectStored(row(page, 'paused.mp4'));
  const takenAfter = taken.slice(countAtPause);
  const takenTwice = takenBefore.filter((part) => takenAfter.includes(part));
  expect(takenTwice, 'no part that was stored is sent again').toEqual([]);
});

test('cancelling asks first when something is stored already, and frees the place', async ({
  editorPage: page,
}) => {
  await startLargeFilm(page, await uniqueFile('largeFilm', 'unwanted.mp4'));
  await someIsSent(video(page));
  await video(page).getByRole('button', { name: 'Cancel upload' }).click();
  const question = page.getByRole('alertdialog', { name: 'Cancel the upload of “unwanted.mp4”?' });
  await question.getByRole('button', { name: 'Keep it' }).click();
  await expect(video(page).getByText('Uploading', { exact: true })).toBeVisible();

  await centre(page).click();
  await row(page, 'unwanted.mp4')
    .getByRole('button', { name: /^Cancel the upload/ })
    .click();
  await question.getByRole('button', { name: 'Cancel upload' }).click();
  await expect(uploads(page).getByText('No uploads.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(video(page).getByRole('button', { name: 'choose a file' })).toBeVisible();
});

test('what the store refuses again and again fails with a reason, and can be tried again', async ({
  editorPage: page,
  expectedErrors,
}) => {
  test.setTimeout(240_000);
  expectedErrors.push(/status of 403/);
  const puts = (url: URL) => url.searchParams.has('X-Amz-Signature');
  await page.route(puts, (route) =>
    route.request().method() === 'PUT'
      ? route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' } })
      : route.continue(),
  );
  await openFilmForm(page);
  await picker(poster(page)).setInputFiles(await uniqueFile('poster', 'refused.jpg'));
  await expect(poster(page).getByText('The storage refused the file. Try again.')).toBeVisible({
    timeout: 200_000,
  });
  await expect(page.getByText('refused.jpg failed.')).toBeVisible();
  await expect(centre(page)).toHaveAccessibleName(/1 failed/);
  await page.unroute(puts);
  await poster(page).getByRole('button', { name: 'Try again' }).click();
  await expectStored(poster(page));
});

test('a file that is there already can be used instead, and using it never deletes it', async ({
  editorPage: page,
}) => {
  const deletions: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'DELETE' && request.url().includes('/api/media/')) {
      deletions.push(request.url());
    }
  });
  const path = await uniqueFile('poster', 'twice.jpg');
  await openFilmForm(page);
  await picker(poster(page)).setInputFiles(path);
  await expect(poster(page).getByText('Ready', { exact: true })).toBeVisible({ timeout: 40_000 });

  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toBeEnabled();
  await picker(poster(page)).setInputFiles(path);
  await expect(poster(page).getByText(/You already have this file: “twice\.jpg”/)).toBeVisible();
  await expectAccessible(page);
  await poster(page)
    .getByRole('button', { name: /^Use the file that is there/ })
    .click();
  await expect(poster(page).getByText('Ready', { exact: true })).toBeVisible();
  await poster(page).getByRole('button', { name: 'Remove' }).click();
  await expect(poster(page).getByRole('button', { name: 'choose a file' })).toBeVisible();

  // The browser says nothing when the input gets the file it has; the button empties it first.
  const chooser = page.waitForEvent('filechooser');
  await poster(page).getByRole('button', { name: 'choose a file' }).click();
  await (await chooser).setFiles(path);
  await poster(page).getByRole('button', { name: 'Upload twice.jpg anyway' }).click();
  await expectStored(poster(page));
  expect(deletions).toEqual([]);
});

/** Going on begins by asking whether everything had arrived; the answer is that it had not. */
const notComplete = /status of 409/;

test('after a reload the upload waits for its file, takes no other, and sends only the rest', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(notComplete);
  const taken = takenParts(page);
  const path = await uniqueFile('largeFilm', 'interrupted.mp4');
  const release = await startLargeFilm(page, path);
  await expect.poll(() => taken.length).toBeGreaterThan(0);
  const asked = page.waitForEvent('dialog');
  const reload = page.reload();
  const question = await asked;
  expect(question.type()).toBe('beforeunload');
  await question.accept();
  await reload;

  await expect(video(page).getByText('Interrupted', { exact: true })).toBeVisible();
  await expect(centre(page)).toHaveAccessibleName(/1 waiting/);
  await centre(page).click();
  await expect(uploads(page).getByRole('heading', { name: '1 upload waiting' })).toBeVisible();
  const choose = row(page, 'interrupted.mp4').getByRole('button', { name: /^Choose the file/ });
  const pick = async (chosen: string) => {
    const chooser = page.waitForEvent('filechooser');
    await choose.click();
    await (await chooser).setFiles(chosen);
  };
  await pick(await uniqueFile('shortFilm', 'another.mp4'));
  await expect(uploads(page).getByText(/“another\.mp4” is not the file/)).toBeVisible();
  await expectAccessible(page);

  release();
  await pick(path);
  await expectStored(row(page, 'interrupted.mp4'));
  expect(taken, 'no part is sent twice').toHaveLength(new Set(taken).size);
});

test('choosing the file on its place in the form goes on as well', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(notComplete);
  const taken = takenParts(page);
  const path = await uniqueFile('largeFilm', 'in-its-place.mp4');
  const release = await startLargeFilm(page, path);
  await expect.poll(() => taken.length).toBeGreaterThan(0);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(video(page).getByText('Interrupted', { exact: true })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toBeEnabled();
  release();
  await picker(video(page)).setInputFiles(path);
  await expectStored(video(page));
  expect(taken, 'no part is sent twice').toHaveLength(new Set(taken).size);
});

test('when the session has ended, signing in again loses nothing', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 401/);
  await openFilmForm(page);
  await page.getByLabel('Title').fill('Typed before');
  await page.context().clearCookies();
  await picker(poster(page)).setInputFiles(await uniqueFile('poster', 'late.jpg'));
  await expect(page.getByText('Uploads go on once you have signed in.')).toBeVisible();
  await expect(poster(page).getByText('Your session has ended.')).toBeVisible();
  await poster(page).getByRole('button', { name: 'Sign in' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog.getByLabel('E-mail')).toHaveValue(people.editor.email);
  await expect(dialog.getByLabel('Password')).toBeFocused();
  await expectAccessible(page);
  await dialog.getByLabel('Password').fill('not this one');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog.getByText(/do not go together/)).toBeVisible();
  await dialog.getByLabel('Password').fill(people.editor.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expectStored(poster(page));
  await expect(page.getByText('Uploads go on once you have signed in.')).toBeHidden();
  await expect(page.getByLabel('Title')).toHaveValue('Typed before');
});

test('an image can be pasted on its place', async ({ editorPage: page }) => {
  await openFilmForm(page);
  await poster(page).getByRole('button', { name: 'choose a file' }).focus();
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(320, 180);
    const context = canvas.getContext('2d');
    context?.fillText(String(Math.random()), 20, 20);
    const files = new DataTransfer();
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    files.items.add(new File([blob], 'pasted.png', { type: 'image/png' }));
    const paste = new ClipboardEvent('paste', { clipboardData: files, bubbles: true });
    document.activeElement?.dispatchEvent(paste);
  });
  await expect(poster(page).getByText('pasted.png')).toBeVisible();
  await expectStored(poster(page));
});

test('the keyboard is enough: open the centre, pause, resume, cancel, and back', async ({
  editorPage: page,
}) => {
  await startLargeFilm(page, await uniqueFile('largeFilm', 'by-hand.mp4'));
  const button = (name: RegExp | string) => uploads(page).getByRole('button', { name });
  await centre(page).focus();
  await page.keyboard.press('Enter');
  await expect(uploads(page)).toBeVisible();
  const pause = button('Pause the upload of by-hand.mp4');
  for (let step = 0; step < 6 && !(await isFocused(pause)); step += 1) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await expect(button('Resume the upload of by-hand.mp4')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row(page, 'by-hand.mp4').getByText('Uploading', { exact: true })).toBeVisible();

  await expect(pause).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(button('Cancel the upload of by-hand.mp4')).toBeFocused();
  await page.keyboard.press('Enter');
  const question = page.getByRole('alertdialog');
  await expect(question.getByRole('button', { name: 'Keep it' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(uploads(page).getByText('No uploads.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(uploads(page)).toBeHidden();
  await expect(centre(page)).toBeFocused();
});

async function isFocused(element: Locator): Promise<boolean> {
  return element.evaluate((node) => node === document.activeElement);
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the centre is a sheet as wide as the screen, and accessible', async ({
    editorPage: page,
  }) => {
    const release = await startLargeFilm(page, await uniqueFile('largeFilm', 'pocket.mp4'));
    await centre(page).click();
    const sheet = await uploads(page).boundingBox();
    expect(sheet).toMatchObject({ x: 0, width: 390 });
    await expectAccessible(page);
    release();
    await expectStored(row(page, 'pocket.mp4'));
    await uploads(page).getByRole('button', { name: 'Close the uploads' }).click();
    await expect(uploads(page)).toBeHidden();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });
});
