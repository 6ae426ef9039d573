// The main job: an editor brings a film in, minutes later it streams.

import type { Page } from 'playwright/test';
import { leaveDialog, openFilmForm, poster, saveButton, video } from './support/film-form.ts';
import { samplePath } from './support/sample-files.ts';
import { holdBackPart, watchStore } from './support/store-traffic.ts';
import { expect, expectAccessible, test } from './support/test.ts';
import { uniqueFile } from './support/unique-file.ts';

async function expectReady(page: Page): Promise<void> {
  await expect(video(page).getByText('Ready', { exact: true })).toBeVisible({ timeout: 80_000 });
}

const filmOn = (page: Page) => page.getByLabel(/^Film “/).and(page.locator('video'));

/** Opens the film's page and waits until its picture moves. */
async function expectPlaying(page: Page): Promise<void> {
  const segments: string[] = [];
  page.on('response', (response) => {
    if (/\/hls\/.+\.(m4s|mp4)\?/.test(response.url()) && response.ok())
      segments.push(response.url());
  });
  const film = filmOn(page);
  await expect(film).toBeVisible();
  await film.evaluate((element: HTMLVideoElement) => {
    element.muted = true;
    return element.play();
  });
  const time = () => film.evaluate((element: HTMLVideoElement) => element.currentTime);
  await expect.poll(time).toBeGreaterThan(0.5);
  const source = await film.evaluate((element: HTMLVideoElement) => element.currentSrc);
  expect(source, 'played by hls.js through Media Source Extensions').toMatch(/^blob:/);
  expect(segments.length).toBeGreaterThan(0);
}

/** Plays what is on the page from its beginning to its end, once in every quality there is. */
async function expectToEndInEachQuality(page: Page, heights: number[]): Promise<void> {
  const film = filmOn(page);
  const quality = page.getByRole('combobox', { name: 'Quality' });
  const labels = heights.map((height) => `${height}p`);
  await expect(quality.getByRole('option')).toHaveText(['Automatic', ...labels]);
  for (const [index, height] of heights.entries()) {
    await film.evaluate((element: HTMLVideoElement) => {
      element.pause();
      element.currentTime = 0;
    });
    await quality.selectOption(labels[index] ?? '');
    const shown = await film.evaluate(async (element: HTMLVideoElement) => {
      const ended = new Promise((resolve) => {
        element.addEventListener('ended', resolve, { once: true });
      });
      await element.play();
      await ended;
      const { videoHeight, currentTime, duration } = element;
      return { videoHeight, missingSeconds: duration - currentTime, error: element.error?.message };
    });
    expect(shown).toMatchObject({ videoHeight: height, error: undefined });
    expect(shown.missingSeconds).toBeLessThan(0.1);
  }
}

test('a small film goes up in one PUT, is transcoded, and plays from HLS for everybody', async ({
  editorPage: page,
  browser,
}) => {
  const traffic = watchStore(page);
  await page.getByRole('link', { name: 'New film' }).first().click();
  const [filmFile, posterFile] = [
    await uniqueFile('shortFilm', 'harbour.mp4'),
    await uniqueFile('poster', 'harbour.jpg'),
  ];
  await video(page).locator('input[type=file]').setInputFiles(filmFile);
  await poster(page).locator('input[type=file]').setInputFiles(posterFile);
  await page.getByLabel('Title').fill('Harbour at dawn');
  await expect(page.getByLabel('Address')).toHaveValue('harbour-at-dawn');
  await page.getByRole('textbox', { name: 'Synopsis' }).fill('Boats leave, one after another.');
  await page.getByLabel('Year').fill('2026');
  await page.getByRole('radio', { name: 'Public' }).check();
  await expect(saveButton(page)).toBeEnabled();
  await expectAccessible(page);
  await saveButton(page).click();
  await expect(page.getByText('“Harbour at dawn” was created.')).toBeVisible();
  expect(traffic.puts.map((put) => new URL(put.url()).searchParams.has('partNumber'))).toEqual([
    false,
    false,
  ]);
  await expectReady(page);

  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto('/watch/harbour-at-dawn');
  await expect(visitor.getByRole('heading', { name: 'Harbour at dawn' })).toBeVisible();
  await expect(visitor.getByText('Boats leave, one after another.')).toBeVisible();
  await expectPlaying(visitor);
  await expectAccessible(visitor);
  await visitor.context().close();
});

test('a large film goes up in parallel parts, saving waits for it, and each of its qualities plays to the end', async ({
  editorPage: page,
}) => {
  const traffic = watchStore(page);
  const release = await holdBackPart(page, 6);
  await openFilmForm(page);
  await video(page)
    .locator('input[type=file]')
    .setInputFiles(await uniqueFile('largeFilm', 'large-film.mp4'));
  await page.getByLabel('Title').fill('A long way');
  await expect(saveButton(page)).toBeDisabled();
  await expect(
    page.getByText('You can save as soon as the files have been uploaded.'),
  ).toBeVisible();
  await expect(
    video(page)
      .getByText(/\d+ %|\d+%/)
      .first(),
  ).toBeVisible();
  await expect(video(page).getByText(/ of .*MB/)).toBeVisible();
  release();
  await expect(saveButton(page)).toBeEnabled({ timeout: 30_000 });
  await saveButton(page).click();
  await expect(page.getByText('“A long way” was created.')).toBeVisible();
  const parts = traffic.puts.map((put) => new URL(put.url()).searchParams.get('partNumber'));
  expect(new Set(parts).size).toBeGreaterThanOrEqual(5);
  expect(parts).not.toContain(null);
  expect(traffic.mostAtOnce).toBeGreaterThanOrEqual(4);
  expect(traffic.mostAtOnce).toBeLessThanOrEqual(8);
  await expectReady(page);
  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Film page' }).click();
  const filmPage = await opened;
  await expectPlaying(filmPage);
  await expectToEndInEachQuality(filmPage, [720, 480, 360]);
});

test('what is refused is said in words: type, lie, damage', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 415/);
  await openFilmForm(page);
  const input = video(page).locator('input[type=file]');

  await input.setInputFiles(samplePath('notes'));
  await expect(page.getByText(/“notes\.txt” cannot be used here/)).toBeVisible();

  await input.setInputFiles(samplePath('liar'));
  await expect(video(page).getByText(/content of the file is not/)).toBeVisible();
  await page.getByLabel('Title').fill('Damaged goods');
  await video(page).getByRole('button', { name: 'Remove' }).click();

  await input.setInputFiles(samplePath('brokenFilm'));
  await expect(saveButton(page)).toBeEnabled();
  await expect(page.getByLabel('Title')).toHaveValue('Damaged goods');
  await saveButton(page).click();
  await expect(video(page).getByText(/damaged or incomplete/)).toBeVisible({ timeout: 30_000 });
  await video(page).getByRole('button', { name: 'Process again' }).click();
  await expect(video(page).getByText(/damaged or incomplete/)).toBeVisible({ timeout: 30_000 });
});

test('an upload goes on while the editor moves around the app', async ({ editorPage: page }) => {
  const release = await holdBackPart(page, 6);
  await openFilmForm(page);
  await video(page)
    .locator('input[type=file]')
    .setInputFiles(await uniqueFile('largeFilm', 'large-film.mp4'));
  await expect(video(page).getByText('Uploading')).toBeVisible();
  await page.getByRole('link', { name: 'All films' }).click();
  await leaveDialog(page).getByRole('button', { name: 'Keep as draft' }).click();
  await expect(page.getByRole('heading', { name: 'Films', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: /1 upload, / }).click();
  release();
  await expect(page.getByText(/Processing|Ready/).first()).toBeVisible({ timeout: 30_000 });
});

test('a frame of the film becomes its poster while the film is still on its way', async ({
  editorPage: page,
}) => {
  const release = await holdBackPart(page, 6);
  await openFilmForm(page);
  await video(page)
    .locator('input[type=file]')
    .setInputFiles(await uniqueFile('largeFilm', 'framed.mp4'));
  const frames = page.getByRole('group', { name: 'Or take a frame of the film' });
  await expect(frames.getByRole('button')).toHaveCount(6, { timeout: 60_000 });
  await frames.getByRole('button').nth(2).click();
  await expect(poster(page).getByText(/^framed-.*\.jpg$/)).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Title').fill('Framed');
  release();
  await expect(saveButton(page)).toBeEnabled({ timeout: 30_000 });
  await saveButton(page).click();
  await expect(page.getByText('“Framed” was created.')).toBeVisible();
  await expect(poster(page).getByText(/^framed-.*\.jpg$/)).toBeVisible();
});

test('field errors stand beside their fields, and a double click makes one film', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 409/);
  await openFilmForm(page);
  await saveButton(page).click();
  await expect(page.getByText('This is required.')).toBeVisible();
  await page.getByLabel('Title').fill('Twice');
  await page.getByLabel('Address').fill('only-once');
  await saveButton(page).dblclick();
  await expect(page.getByText('“Twice” was created.')).toBeVisible();

  await openFilmForm(page);
  await page.getByLabel('Title').fill('Third');
  await page.getByLabel('Address').fill('only-once');
  await saveButton(page).click();
  await expect(page.getByText('Another film already has this address.')).toBeVisible();
  await expect(page.getByLabel('Title')).toHaveValue('Third');

  await page.goto('/films?q=Twice');
  await expect(page.getByText('1 film', { exact: true })).toBeVisible();
});

test('a film by the title of another gets an address of its own', async ({ editorPage: page }) => {
  const title = `Namesake ${crypto.randomUUID().slice(0, 8)}`;
  const first = await page.request.post('/api/films', { data: { title } });
  const { slug } = await first.json();
  await openFilmForm(page);
  await page.getByLabel('Title').fill(title);
  await expect(page.getByLabel('Address')).toHaveValue(slug);
  await saveButton(page).click();
  await expect(page.getByText(`“${title}” was created.`)).toBeVisible();
  await expect(page.getByLabel('Address')).toHaveValue(`${slug}-2`);
});
