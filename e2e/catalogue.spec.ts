// The forms of videos, photos and albums: made, found in their lists, changed, and found as they were saved.

import type { Page } from 'playwright/test';
import {
  closeFileManager,
  expectAllStored,
  expectNames,
  moveByKeyboard,
  openFileManager,
} from './support/file-manager.ts';
import { expect, expectAccessible, test } from './support/test.ts';
import { uniqueFile } from './support/unique-file.ts';

const place = (page: Page, name: string) => page.getByRole('group', { name, exact: true });

/** Opens the form of a new record once it listens. */
async function openForm(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByLabel('Title')).toBeEnabled();
}

/** Presses when nothing is on its way any more. */
async function press(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  await expect(button).toBeEnabled({ timeout: 30_000 });
  await button.click();
}

test('a video is made of its file and its cover', async ({ editorPage: page }) => {
  await openForm(page, '/videos/new');
  await press(page, 'Create video');
  await expect(page.getByText('This is required.')).toBeVisible();
  await place(page, 'Video file')
    .locator('input[type=file]')
    .setInputFiles(await uniqueFile('shortFilm', 'ferry.mp4'));
  await place(page, 'Cover')
    .locator('input[type=file]')
    .setInputFiles(await uniqueFile('poster', 'ferry.jpg'));
  await page.getByLabel('Title').fill('Ferry');
  await page.getByLabel('Description').fill('It goes there and back.');
  await expectAccessible(page);
  await press(page, 'Create video');
  await expect(page.getByText('“Ferry” was created.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Ferry', level: 1 })).toBeVisible();

  await page.getByLabel('Description').fill('It comes back.');
  await press(page, 'Save changes');
  await expect(page.getByText('“Ferry” was saved.')).toBeVisible();
  await page.goto('/videos?q=ferry');
  await page.getByRole('link', { name: 'Ferry' }).click();
  await expect(page.getByLabel('Description')).toHaveValue('It comes back.');
  await expect(place(page, 'Video file').getByText('ferry.mp4')).toBeVisible();
  await expect(place(page, 'Cover').getByText('ferry.jpg')).toBeVisible();

  await place(page, 'Cover')
    .locator('input[type=file]')
    .setInputFiles(await uniqueFile('poster', 'deck.jpg'));
  await press(page, 'Save changes');
  await expect(page.getByText('“Ferry” was saved.')).toBeVisible();
  await page.reload();
  await expect(place(page, 'Cover').getByText('deck.jpg')).toBeVisible();
  await expect(place(page, 'Video file').getByText('ferry.mp4')).toBeVisible();
});

test('a photo is made of a picture, and cannot be made without', async ({ editorPage: page }) => {
  await openForm(page, '/photos/new');
  await page.getByLabel('Title').fill('Lighthouse');
  await press(page, 'Create photo');
  await expect(page.getByText('This is required.')).toBeVisible();
  await place(page, 'Picture')
    .locator('input[type=file]')
    .setInputFiles(await uniqueFile('poster', 'lighthouse.jpg'));
  await page.getByLabel('Description of the picture').fill('A lighthouse at noon');
  await press(page, 'Create photo');
  await expect(page.getByText('“Lighthouse” was created.')).toBeVisible();
  await page.goto('/photos?q=noon');
  await page.getByRole('link', { name: 'Lighthouse' }).click();
  await expect(page.getByLabel('Title')).toHaveValue('Lighthouse');
  await page.getByLabel('Description of the picture').fill('A lighthouse at night');
  await place(page, 'Picture')
    .locator('input[type=file]')
    .setInputFiles(await uniqueFile('poster', 'by-night.jpg'));
  await press(page, 'Save changes');
  await expect(page.getByText('“Lighthouse” was saved.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Description of the picture')).toHaveValue('A lighthouse at night');
  await expect(place(page, 'Picture').getByText('by-night.jpg')).toBeVisible();
});

test('several pictures brought to the form of a new photo: the first is its own, the others become photos', async ({
  editorPage: page,
}) => {
  await openForm(page, '/photos/new');
  const word = crypto.randomUUID().slice(0, 8);
  const paths = ['here', 'there', 'elsewhere'].map((name) =>
    uniqueFile('poster', `${word}-${name}.jpg`),
  );
  const picture = place(page, 'Picture');
  await picture.locator('input[type=file]').setInputFiles(await Promise.all(paths));
  await expect(page.getByText('The other 2 become photos by themselves')).toBeVisible();
  await expect(page.getByText('2 photos were added.')).toBeVisible({ timeout: 30_000 });
  await expect(picture.getByText(`${word}-here.jpg`)).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Title').fill(`${word} kept`);
  await press(page, 'Create photo');
  await expect(page.getByText(`“${word} kept” was created.`)).toBeVisible();
  const answer = await page.request.get(`/api/photos?q=${word}`);
  expect((await answer.json()).count).toBe(3);
});

test('a picture whose news do not come stays in its form, and can be replaced', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  await openForm(page, '/photos/new');
  await place(page, 'Picture')
    .locator('input[type=file]')
    .setInputFiles(await uniqueFile('poster', 'buoy.jpg'));
  await page.getByLabel('Title').fill('Buoy');
  await press(page, 'Create photo');
  await expect(page.getByText('“Buoy” was created.')).toBeVisible();
  await expect(page).toHaveURL(/\/edit$/);

  // As for a picture that somebody else, an admin, put there: its own address is not for this person.
  let asked = 0;
  await page.route(/\/api\/media\/[^/]+$/, (route) => {
    asked += 1;
    return route.fulfill({ status: 404, json: { code: 'not_found' } });
  });
  await page.clock.install();
  await page.reload();
  await expect(place(page, 'Picture').getByText('buoy.jpg')).toBeVisible();
  // Turned to again after a while, the page asks for what may have changed; once it listens, that is.
  const turnedTo = async () => {
    await page.clock.fastForward(60_000);
    await page.evaluate(() =>
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
    );
    return asked;
  };
  await expect.poll(turnedTo).toBeGreaterThan(0);
  await expect(place(page, 'Picture').getByRole('button', { name: 'Replace' })).toBeVisible();
  await expect(place(page, 'Picture').getByText('buoy.jpg')).toBeVisible();
});

test('an album keeps its pictures in their order; new ones become photos', async ({
  editorPage: page,
}) => {
  await openForm(page, '/albums/new');
  await page.getByLabel('Title').fill('Harbours');
  const manager = await openFileManager(page, 'Photos');
  await manager
    .locator('input[type=file]')
    .first()
    .setInputFiles(
      await Promise.all(
        ['quay-a.jpg', 'quay-b.jpg', 'quay-c.jpg'].map((name) => uniqueFile('poster', name)),
      ),
    );
  await expectAllStored(manager, 3);
  await manager.getByRole('button', { name: 'Make quay-c.jpg the primary file' }).click();
  await expectNames(manager, ['quay-c.jpg', 'quay-a.jpg', 'quay-b.jpg']);
  await closeFileManager(manager);
  await press(page, 'Create album');
  await expect(page.getByText('“Harbours” was created.')).toBeVisible();
  await expect(page).toHaveURL(/\/albums\/[^/]+\/edit$/);
  await page.reload();
  await expectNames(place(page, 'Photos'), ['quay-c.jpg', 'quay-a.jpg', 'quay-b.jpg']);
  const arranged = await openFileManager(page, 'Photos');
  await moveByKeyboard(arranged, 'quay-c.jpg', 'ArrowRight');
  await closeFileManager(arranged);
  await press(page, 'Save changes');
  await expect(page.getByText('“Harbours” was saved.')).toBeVisible();
  await page.reload();
  await expectNames(place(page, 'Photos'), ['quay-a.jpg', 'quay-c.jpg', 'quay-b.jpg']);

  await page.goto('/albums?q=harbours');
  const card = page.getByRole('listitem').filter({ hasText: 'Harbours' });
  await expect(card).toContainText('3 photos');
  await page.goto('/photos');
  await page.getByRole('combobox', { name: 'Album' }).click();
  await page.getByRole('option', { name: 'Harbours' }).click();
  await expect(page.getByRole('link', { name: /^quay-/ })).toHaveCount(3);
});

/** What is entered wrongly in the form of each noun, and what stands beside the field then. */
const faults = [
  {
    path: '/films/new',
    button: 'Create film',
    field: 'Title',
    text: '',
    said: 'This is required.',
  },
  {
    ...{ path: '/films/new', button: 'Create film', field: 'Address', text: 'Not an address!' },
    said: /letters/,
  },
  { path: '/films/new', button: 'Create film', field: 'Year', text: '1', said: /year/i },
  {
    path: '/videos/new',
    button: 'Create video',
    field: 'Title',
    text: ' ',
    said: 'This is required.',
  },
  {
    path: '/photos/new',
    button: 'Create photo',
    field: 'Title',
    text: 'x'.repeat(201),
    said: /too long/i,
  },
  {
    path: '/albums/new',
    button: 'Create album',
    field: 'Title',
    text: '',
    said: 'This is required.',
  },
];

test('what is wrong is said beside its field, in the form of every noun', async ({
  editorPage: page,
}) => {
  for (const { path, button, field, text, said } of faults) {
    await openForm(page, path);
    const input = page.getByRole('textbox', { name: field });
    await input.fill(text);
    await press(page, button);
    await expect(input, `${path}: ${field}`).toHaveAccessibleDescription(said);
    await expect(input).toHaveAttribute('aria-invalid', 'true');
  }
});
