// The library: many files at once, by every way in, found again and thrown away.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import {
  dropFiles,
  pasteFiles,
  sampleImage,
  samplePhoto,
  sampleText,
} from './support/bring-files.ts';
import { openFilmForm } from './support/film-form.ts';
import { samplePath } from './support/sample-files.ts';
import { watchStore } from './support/store-traffic.ts';
import { expect, expectAccessible, test } from './support/test.ts';
import { uniqueFile } from './support/unique-file.ts';

const card = (page: Page, name: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('button', { name, exact: true }) });
const open = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function expectReady(found: Locator): Promise<void> {
  await expect(found).toHaveAttribute('data-media-status', 'ready', { timeout: 60_000 });
}

async function openLibrary(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Library' }).click();
  await expect(page.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible();
  await expect(page.getByText('Images, up to 10 MB')).toBeVisible();
}

test('files are dropped together, become ready, are found and deleted', async ({
  editorPage: page,
}) => {
  await openLibrary(page);
  const names = ['quay-1.jpg', 'quay-2.jpg', 'quay-3.jpg'];
  await dropFiles(page, [...names.map(sampleImage), sampleText('quay.txt')]);
  await expect(page.getByText('1 file was not added')).toBeVisible();
  await expect(page.getByText('quay.txt')).toBeVisible();
  for (const name of names) await expectReady(card(page, name));
  await page.getByRole('button', { name: 'Dismiss this message' }).click();
  await expect(page.getByText('quay.txt')).toBeHidden();

  await page.getByRole('searchbox', { name: 'Search the library' }).fill('quay-2');
  await expect(page.getByText('1 file', { exact: true })).toBeVisible();
  await expect(card(page, 'quay-1.jpg')).toBeHidden();
  await page.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Videos' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await expect(page).toHaveURL(/q=quay-2&type=video/);
  const chips = page.getByRole('region', { name: 'Filters' });
  await chips.getByRole('button', { name: 'Remove the filter “Videos”' }).click();
  await expect(page).toHaveURL(/\?q=quay-2$/);
  await chips.getByRole('button', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/library$/);

  await open(page, 'quay-2.jpg');
  const details = page.getByRole('dialog', { name: 'quay-2.jpg' });
  await expect(details.getByText('1280 × 720')).toBeVisible();
  const downloading = page.waitForEvent('download');
  await details.getByRole('link', { name: 'Download original' }).click();
  expect((await downloading).suggestedFilename()).toBe('quay-2.jpg');
  await details.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('“quay-2.jpg” was deleted.')).toBeVisible();
  await expect(details).toBeHidden();
  await expect(card(page, 'quay-2.jpg')).toHaveCount(0);
  await expect(card(page, 'quay-1.jpg')).toBeVisible();
});

test('a folder, a paste: hidden files are passed over, too many files are not taken', async ({
  editorPage: page,
}, testInfo) => {
  const traffic = watchStore(page);
  await openLibrary(page);
  await dropFiles(
    page,
    Array.from({ length: 501 }, (_, at) => sampleText(`${at}.png`)),
  );
  await expect(page.getByText(/That is 501 files, and at most 500 can be added/)).toBeVisible();
  expect(traffic.puts).toHaveLength(0);

  const folder = testInfo.outputPath('trip');
  mkdirSync(join(folder, 'day one', '.hidden'), { recursive: true });
  for (const path of ['top.jpg', 'day one/deep.jpg', 'day one/.hidden/gone.jpg']) {
    writeFileSync(join(folder, path), sampleImage(path).buffer);
  }
  for (const name of ['.DS_Store', 'Thumbs.db']) writeFileSync(join(folder, name), 'x');
  await page.getByLabel('Choose a folder').and(page.locator('input')).setInputFiles(folder);
  await expect(page.getByText(/That is 501 files/)).toBeHidden();
  await pasteFiles(page, [sampleImage('pasted.jpg')]);
  for (const name of ['top.jpg', 'deep.jpg', 'pasted.jpg']) await expectReady(card(page, name));
  await expect(page.getByText('gone.jpg')).toHaveCount(0);
  await expect(page.getByText(/not added/)).toHaveCount(0);
});

test('a photograph of a phone, which this browser cannot show, is shown by what is made of it', async ({
  editorPage: page,
}) => {
  await openLibrary(page);
  await dropFiles(page, [samplePhoto('IMG_0007.HEIC')]);
  await expectReady(card(page, 'IMG_0007.HEIC'));
  await open(page, 'IMG_0007.HEIC');
  const details = page.getByRole('dialog', { name: 'IMG_0007.HEIC' });
  await expect(details.getByText('HEIC', { exact: true })).toBeVisible();
  await expect(details.getByText('120 × 80')).toBeVisible();
  const picture = details.getByRole('img', { name: 'IMG_0007.HEIC' });
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(120);
});

/** A film with this poster; its form stays open. */
async function createFilmWithPoster(page: Page, title: string, fileName: string): Promise<void> {
  await openFilmForm(page);
  const poster = page.getByRole('group', { name: 'Poster' }).locator('input[type=file]');
  await poster.setInputFiles(sampleImage(fileName));
  await page.getByLabel('Title').fill(title);
  await page.getByRole('button', { name: 'Create film' }).click();
  await expect(page.getByText(`“${title}” was created.`)).toBeVisible();
}

test('a file says what uses it; deleted everywhere, the film stays without it', async ({
  editorPage: page,
}) => {
  await createFilmWithPoster(page, 'With a poster', 'used-poster.jpg');
  await page.goto('/library?q=used-poster');
  await expectReady(card(page, 'used-poster.jpg'));
  await open(page, 'used-poster.jpg');
  const details = page.getByRole('dialog', { name: 'used-poster.jpg' });
  const film = details.getByRole('link', { name: 'With a poster' });
  await expect(film).toBeVisible();

  await details.getByRole('button', { name: 'Delete' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question.getByText('It is used in 1 place:')).toBeVisible();
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await film.click();
  await expect(page.getByLabel('Title')).toHaveValue('With a poster');

  await page.goBack();
  await details.getByRole('button', { name: 'Delete' }).click();
  await question.getByRole('button', { name: 'Delete everywhere' }).click();
  await expect(page.getByText('“used-poster.jpg” was deleted.')).toBeVisible();
  await expect(details).toBeHidden();
  const { results } = await (await page.request.get('/api/films?q=With a poster')).json();
  expect(results).toMatchObject([{ title: 'With a poster', posterId: null }]);
});

test('many are chosen with mouse and keys; what is in use stays and is named, unless it is to go', async ({
  editorPage: page,
}) => {
  await createFilmWithPoster(page, 'Keeps its poster', 'heap-used.jpg');
  await openLibrary(page);
  const names = ['heap-1.jpg', 'heap-2.jpg', 'heap-3.jpg'];
  await dropFiles(page, names.map(sampleImage));
  for (const name of names) await expectReady(card(page, name));
  await page.goto('/library?q=heap-&sort=fileName');
  await expect(page.getByText('4 files', { exact: true })).toBeVisible();
  const box = (name: string) => page.getByRole('checkbox', { name: `Choose ${name}` });
  const bar = page.getByRole('region', { name: 'Chosen files' });

  await card(page, 'heap-1.jpg').hover();
  await box('heap-1.jpg').click();
  await box('heap-3.jpg').click({ modifiers: ['Shift'] });
  await expect(bar.getByText('3 chosen')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  await page.keyboard.press('ControlOrMeta+a');
  await expect(bar.getByText('4 chosen')).toBeVisible();
  await expectAccessible(page);

  await bar.getByRole('button', { name: 'Make public' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Make public' }).click();
  await expect(page.getByText('4 files are public now.')).toBeVisible();
  await expect(card(page, 'heap-1.jpg').getByText('Public')).toBeAttached();

  // The bar went, and the keyboard goes on in the list.
  await expect(
    page.getByRole('button', { name: /^heap-/ }).and(page.locator(':focus')),
  ).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await expect(bar.getByText('4 chosen')).toBeVisible();
  await bar.getByRole('button', { name: 'Delete' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question.getByText('1 of them is in use: heap-used.jpg')).toBeVisible();
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('3 files were deleted.')).toBeVisible();
  const refused = page.getByRole('alert').filter({ hasText: '1 file was not deleted' });
  await expect(refused).toContainText('heap-used.jpg');
  await expect(page.getByText('1 file', { exact: true })).toBeVisible();
  await expect(bar.getByText('1 chosen')).toBeVisible();

  await bar.getByRole('button', { name: 'Delete' }).click();
  await question.getByRole('switch', { name: 'Also delete what is in use' }).check();
  await question.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('1 file was deleted.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
});

test('a file has an address: it survives a reload, the arrow keys lead on, the back button closes it', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  await openLibrary(page);
  await dropFiles(page, ['deep-1.jpg', 'deep-2.jpg'].map(sampleImage));
  for (const name of ['deep-1.jpg', 'deep-2.jpg']) await expectReady(card(page, name));
  await page.goto('/library?q=deep-&sort=fileName');
  await open(page, 'deep-1.jpg');
  const first = page.getByRole('dialog', { name: 'deep-1.jpg' });
  await expect(first).toBeVisible();
  await expect(page).toHaveURL(/media=[\w-]+$/);
  await page.reload();
  await expect(first).toBeVisible();
  await expect(first.getByText('1 of 2')).toBeVisible();

  await page.keyboard.press('ArrowRight');
  const second = page.getByRole('dialog', { name: 'deep-2.jpg' });
  await expect(second).toBeVisible();
  await second.getByRole('button', { name: 'Rename' }).click();
  await page.keyboard.type('Another name');
  await page.keyboard.press('ArrowLeft');
  await expect(second.getByLabel('Title')).toHaveValue('Another name');
  await second.getByRole('button', { name: 'Previous file' }).click();
  await expect(first).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(first).toBeHidden();
  await expect(page.getByRole('button', { name: 'deep-1.jpg', exact: true })).toBeFocused();

  // What was typed and not saved is still there, on the way back as well.
  await open(page, 'deep-2.jpg');
  await expect(second.getByLabel('Title')).toHaveValue('Another name');
  await page.goBack();
  await expect(second).toBeHidden();
  await expect(page).toHaveURL(/\?q=deep-&sort=fileName$/);

  await page.goto(`/library?media=${crypto.randomUUID()}`);
  await expect(page.getByRole('heading', { name: /not here any more/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\/library$/);
});

test('addresses are copied whole, and lead to the file', async ({ editorPage: page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openLibrary(page);
  await dropFiles(page, [sampleImage('copied.jpg')]);
  await expectReady(card(page, 'copied.jpg'));
  await open(page, 'copied.jpg');
  const details = page.getByRole('dialog', { name: 'copied.jpg' });
  await details.getByRole('button', { name: 'Addresses' }).click();
  await expect(details.getByText(/^Not public: the addresses open for you/)).toBeVisible();
  await details.getByRole('button', { name: 'Copy the address: Original' }).click();
  await expect(details.getByText('Copied: Original')).toBeAttached();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/media\/.+\/files\/original$/);
  expect((await page.request.get(address)).headers()['content-type']).toBe('image/jpeg');
  await expectAccessible(page);
});

test('the list can be a list: it stays one, sorted and filtered by its address', async ({
  editorPage: page,
}) => {
  await openLibrary(page);
  await dropFiles(page, ['row-b.jpg', 'row-a.jpg'].map(sampleImage));
  for (const name of ['row-a.jpg', 'row-b.jpg']) await expectReady(card(page, name));
  await page.getByRole('radio', { name: 'List' }).click();
  await page.getByRole('searchbox', { name: 'Search the library' }).fill('row-');
  await page.getByRole('combobox', { name: 'Order' }).click();
  await page.getByRole('option', { name: 'By name' }).click();
  await page.getByRole('button', { name: /^More filters/ }).click();
  await page.getByRole('combobox', { name: 'Use' }).click();
  await page.getByRole('option', { name: 'Not in use' }).click();
  await page.getByLabel('Added from').fill('2020-02-01');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/\?q=row-&attached=0&from=2020-02-01&sort=fileName$/);
  await page.reload();
  await expect(page.getByRole('radio', { name: 'List' })).toBeChecked();
  const rows = page.getByRole('list', { name: 'Files' }).getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('row-a.jpg');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Remove the filter “Not in use”' }).click();
  await page.getByRole('radio', { name: 'Grid' }).click();
  await expect(page).toHaveURL(/\?q=row-&from=2020-02-01&sort=fileName$/);
});

test('what was made of a file is looked at, and made again', async ({ editorPage: page }) => {
  await openLibrary(page);
  await dropFiles(page, [sampleImage('versions.jpg')]);
  await expectReady(card(page, 'versions.jpg'));
  await open(page, 'versions.jpg');
  const details = page.getByRole('dialog', { name: 'versions.jpg' });
  const versions = details.getByRole('button', { name: 'Versions' });
  await versions.focus();
  await page.keyboard.press('Enter');
  await expect(versions).toHaveAttribute('aria-expanded', 'true');
  await expect(details.getByRole('listitem')).toHaveCount(5);
  await expect(details.getByRole('listitem').filter({ hasText: 'Small' })).toContainText(
    '320 × 180',
  );
  await expectAccessible(page);

  const answered = page.waitForResponse(/\/reprocess$/);
  const again = details.getByRole('button', { name: /^Make again: Thumbnail, Small/ });
  await again.press('Enter');
  expect((await answered).status()).toBe(202);
  // Who works with keys stays where they pressed.
  await expect(again).toBeFocused();
  await expect(again).not.toHaveAttribute('aria-disabled', 'true', { timeout: 60_000 });
  await expect(again).toBeFocused();
  await expect(details.getByRole('listitem')).toHaveCount(5);
  await expect(details.getByText('Failed')).toHaveCount(0);
});

test('a picture is described, its crop aimed with mouse and keys; a conflict keeps what was typed', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 409/);
  await openLibrary(page);
  await dropFiles(page, [sampleImage('aimed.jpg')]);
  await expectReady(card(page, 'aimed.jpg'));
  await open(page, 'aimed.jpg');
  const details = page.getByRole('dialog');
  await details.getByLabel('Title').fill('The quay');
  await details.getByLabel('Description of the picture').fill('Boats at a quay');
  await details.getByRole('button', { name: 'Focal point' }).click();
  const across = details.getByRole('slider', { name: 'Focal point, across' });
  await expect(across).toHaveAttribute('aria-valuetext', '50 % from the left');
  await across.focus();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowUp');
  await expect(across).toHaveAttribute('aria-valuetext', '60 % from the left');
  const down = details.getByRole('slider', { name: 'Focal point, down' });
  await expect(down).toHaveAttribute('aria-valuetext', '49 % from the top');
  await details.locator('img').first().scrollIntoViewIfNeeded();
  const picture = await details.locator('img').first().boundingBox();
  if (!picture) throw new Error('the picture is not shown');
  await page.mouse.move(picture.x + picture.width / 2, picture.y + picture.height / 2);
  await page.mouse.down();
  await page.mouse.move(picture.x + picture.width * 0.2, picture.y + picture.height / 2);
  await page.mouse.up();
  await expect(across).toHaveAttribute('aria-valuetext', '20 % from the left');
  await expectAccessible(page);
  await details.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('The details were saved.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expectReady(card(page, 'The quay'));
  const shown = card(page, 'The quay').locator('img');
  await expect(shown).toHaveCSS('object-position', /^20% /);
  const found = async () => {
    const { results } = await (await page.request.get('/api/media?q=aimed.jpg')).json();
    return results[0];
  };
  await expect.poll(async () => (await found()).urls.thumbnail).toContain('v=2');

  await open(page, 'The quay');
  await details.getByLabel('Title').fill('Mine');
  const { id, version } = await found();
  const origin = new URL(page.url()).origin;
  const theirs = { data: { title: 'Theirs', version }, headers: { origin } };
  expect((await page.request.patch(`/api/media/${id}`, theirs)).ok()).toBe(true);
  await details.getByRole('button', { name: 'Save' }).click();
  await expect(details.getByText('Title, as it is now: Theirs')).toBeVisible();
  await expect(details.getByLabel('Title')).toHaveValue('Mine');
  await details.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('dialog', { name: 'Mine' })).toBeVisible();
});

test('the poster of a video is the frame that is shown, until somebody thinks better of it', async ({
  editorPage: page,
}) => {
  await openLibrary(page);
  const name = 'posed.mp4';
  await page
    .getByLabel('Choose files')
    .and(page.locator('input'))
    .setInputFiles([await uniqueFile('shortFilm', name)]);
  await expectReady(card(page, name));
  await open(page, name);
  const details = page.getByRole('dialog', { name });
  const panel = details.getByRole('region', { name: 'Poster' });
  const use = panel.getByRole('button', { name: 'Use this frame as the poster' });
  await expect(use).toBeDisabled();
  await expect(use).toHaveAccessibleDescription('Play the video, or move to the frame you want.');
  await expectAccessible(page);
  const video = details.locator('video');
  await video.evaluate((element: HTMLVideoElement) => {
    element.currentTime = 2.41;
  });
  await expect(use).toBeEnabled();
  await use.press('Enter');
  // The browser may not have said yet which frame it shows there: then it is named by the moment.
  await expect(page.getByText(/The poster is now the frame at 0:02\.4[01]\./)).toBeVisible();
  await expect(panel.getByText(/The frame at 0:02\.4[01]\./)).toBeVisible();
  const still = panel.locator('img');
  await expect(still).toHaveAttribute('src', /v=2$/, { timeout: 30_000 });
  await expectAccessible(page);

  await panel.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(page.getByText('The poster is chosen automatically again.')).toBeVisible();
  await expect(panel.getByText('Chosen automatically.')).toBeVisible();
  await expect(still).toHaveAttribute('src', /v=3$/, { timeout: 30_000 });
  await expect(panel.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await expect(video).toHaveJSProperty('videoWidth', 640);
});

test('works with the keyboard alone', async ({ editorPage: page }) => {
  await openLibrary(page);
  const choose = page.getByRole('button', { name: 'Choose files' });
  while (!(await choose.evaluate((button) => button === document.activeElement))) {
    await page.keyboard.press('Tab');
  }
  // A browser that was told only now to hand choosers over may miss the first.
  await expect(async () => {
    const choosing = page.waitForEvent('filechooser', { timeout: 3_000 });
    await page.keyboard.press('Enter');
    await (await choosing).setFiles([sampleImage('by-key.jpg')]);
  }).toPass();
  await expectReady(card(page, 'by-key.jpg'));

  await page.getByRole('radio', { name: 'Grid' }).focus();
  await page.keyboard.press('Tab');
  const first = page.getByRole('button', { name: 'by-key.jpg', exact: true });
  await expect(first).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'by-key.jpg' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(first).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.getByRole('region', { name: 'Chosen files' })).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Choose by-key.jpg' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: 'Chosen files' })).toBeHidden();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });
  test('fits, and axe finds nothing: the page, a refusal, a failure looked at', async ({
    editorPage: page,
    expectedErrors,
  }) => {
    expectedErrors.push(/status of 415/);
    await openLibrary(page);
    const long = `${'a-very-long-name-'.repeat(8)}.jpg`;
    await page
      .getByLabel('Choose files')
      .and(page.locator('input'))
      .setInputFiles([sampleImage(long), sampleText('notes.txt')]);
    await expectReady(card(page, long));
    await expectAccessible(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);

    await page
      .getByLabel('Choose files')
      .and(page.locator('input'))
      .setInputFiles([samplePath('brokenFilm')]);
    const broken = card(page, 'broken-film.mp4');
    await expect(broken).toHaveAttribute('data-media-status', 'failed', { timeout: 60_000 });
    await open(page, 'broken-film.mp4');
    const details = page.getByRole('dialog', { name: 'broken-film.mp4' });
    await expect(details.getByText(/damaged or incomplete/)).toBeVisible();
    await expectAccessible(page);
    await details.getByRole('button', { name: 'Process again' }).click();
    await expect(details.getByText(/damaged or incomplete/)).toBeHidden();
    await expect(details.getByText(/damaged or incomplete/)).toBeVisible({ timeout: 60_000 });
  });
});
