// The files of a film: what is refused, in words that help, and what travels on while its form is left.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright/test';
import { booksOfApp, keyOf } from './support/books.ts';
import { leaveDialog, openFilmForm, poster, saveButton, video } from './support/film-form.ts';
import { samplePath } from './support/sample-files.ts';
import { holdBackPuts, watchStore } from './support/store-traffic.ts';
import { expect, expectAccessible, test } from './support/test.ts';
import { uniqueFile } from './support/unique-file.ts';

const title = (page: Page) => page.getByRole('textbox', { name: 'Title', exact: true });
const synopsis = (page: Page) => page.getByRole('textbox', { name: 'Synopsis' });
const input = (place: Locator) => place.locator('input[type=file]');
/** What is wrong with the file somebody tried to bring to this place. */
const complaint = (place: Locator) => place.locator('xpath=following-sibling::*[@role="alert"]');

/** Writes a file for this test. The bytes are random: nobody has it. */
function fileOf(name: string, byteSize: number, begin = Buffer.alloc(0)): string {
  const path = test.info().outputPath(name);
  writeFileSync(path, Buffer.concat([begin, randomBytes(byteSize)]));
  return path;
}

test('a poster that is too big, of another type or a lie is refused beside its field; nothing of it stays, and a good one works', async ({
  editorPage: page,
  expectedErrors,
}) => {
  // The recorder of the tests asks for every picture, also for one that no browser can draw.
  expectedErrors.push(/status of 415/, /^Connecting to 'blob:/);
  const books = booksOfApp();
  const traffic = watchStore(page);
  await openFilmForm(page);
  await title(page).fill('Three wrong posters');
  await synopsis(page).fill('The fourth is right.');
  await page.getByLabel('Year').fill('1999');
  const expectFilled = async () => {
    await expect(title(page)).toHaveValue('Three wrong posters');
    await expect(synopsis(page)).toHaveText('The fourth is right.');
    await expect(page.getByLabel('Year')).toHaveValue('1999');
  };

  const jpegStart = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
  const tooBig = fileOf('panorama.jpg', 10 * 1024 * 1024, jpegStart);
  await input(poster(page)).setInputFiles(tooBig);
  await expect(complaint(poster(page))).toHaveText(
    '“panorama.jpg” has 10.1 MB. The limit here is 10 MB.',
  );
  await input(poster(page)).setInputFiles(samplePath('notes'));
  await expect(complaint(poster(page))).toHaveText(
    '“notes.txt” cannot be used here. Choose a file of one of these types: JPEG, PNG, GIF, WebP.',
  );
  await expectAccessible(page);
  await expectFilled();
  expect(traffic.puts, 'neither was sent').toEqual([]);
  for (const name of ['panorama.jpg', 'notes.txt']) expect(await books.recordsOf(name)).toEqual([]);

  const liar = `not-a-picture-${crypto.randomUUID().slice(0, 8)}.jpg`;
  await input(poster(page)).setInputFiles(fileOf(liar, 5000));
  await expect(poster(page).getByText(/^The content of the file is not of a type/)).toBeVisible();
  await expect(complaint(poster(page)), 'what was said of the one before').toBeHidden();
  const [sent] = traffic.puts;
  await expect.poll(() => books.sha256Of(keyOf(sent?.url() ?? ''))).toBeNull();
  await expectFilled();

  await input(poster(page)).setInputFiles(await uniqueFile('poster', 'right.jpg'));
  await expect.poll(() => books.recordsOf(liar), 'what was replaced').toEqual([]);
  await expect(saveButton(page)).toBeEnabled();
  await saveButton(page).click();
  await expect(page.getByText('“Three wrong posters” was created.')).toBeVisible();
  await expect(page).toHaveURL(/\/edit$/);
  await page.reload();
  await expect(poster(page).getByText('right.jpg')).toBeVisible();
  await expectFilled();
});

test('what was refused is forgotten once a frame of the film is the poster', async ({
  editorPage: page,
}) => {
  const release = await holdBackPuts(page);
  await openFilmForm(page);
  await input(video(page)).setInputFiles(await uniqueFile('shortFilm', 'reel.mp4'));
  await input(poster(page)).setInputFiles(samplePath('notes'));
  await expect(complaint(poster(page))).toHaveText(/^“notes\.txt” cannot be used here/);
  const frames = page.getByRole('group', { name: 'Or take a frame of the film' });
  await frames.getByRole('button').first().click({ timeout: 60_000 });
  await expect(poster(page).getByText(/^reel-.*\.jpg$/)).toBeVisible();
  await expect(complaint(poster(page))).toBeHidden();
  release();
});

test('after a file of the wrong kind the right one is brought in, the form is left meanwhile, and the way back finds it arrived', async ({
  editorPage: page,
}) => {
  const release = await holdBackPuts(page);
  const traffic = watchStore(page);
  await page.getByRole('link', { name: 'New film' }).first().click();
  await title(page).fill('Out for a walk');
  await input(video(page)).setInputFiles(await uniqueFile('poster', 'picture.jpg'));
  await expect(complaint(video(page))).toHaveText(/^“picture\.jpg” cannot be used here\. .*MP4/);

  await input(video(page)).setInputFiles(await uniqueFile('shortFilm', 'walk.mp4'));
  await expect(complaint(video(page))).toBeHidden();
  // The file is looked at first, which takes a while on a busy machine.
  await expect(video(page).getByText('Uploading', { exact: true })).toBeVisible({
    timeout: 30_000,
  });
  await page.getByRole('link', { name: 'All films' }).click();
  await leaveDialog(page).getByRole('button', { name: 'Keep as draft' }).click();
  await expect(page.getByRole('heading', { name: 'Films', level: 1 })).toBeVisible();
  release();
  await expect.poll(() => traffic.stored.length, { timeout: 30_000 }).toBe(1);

  await page.goBack();
  await expect(title(page)).toHaveValue('Out for a walk');
  await expect(video(page).getByText('walk.mp4')).toBeVisible();
  await expect(video(page).locator('[data-media-status]')).toBeVisible();
  expect(traffic.stored, 'it is not sent twice').toHaveLength(1);
  await saveButton(page).click();
  await expect(page.getByText('“Out for a walk” was created.')).toBeVisible();
  await expect(video(page).getByText('walk.mp4')).toBeVisible();
});
