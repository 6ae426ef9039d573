// Captions: brought to a film as SubRip, read along by a visitor, deleted again.
import type { Locator, Page } from 'playwright/test';
import { openFilmForm, saveButton, video } from './support/film-form.ts';
import { openFile } from './support/open-file.ts';
import { expect, expectAccessible, test } from './support/test.ts';
import { uniqueFile } from './support/unique-file.ts';

const subRip = (times: string) => ({
  name: 'captioned.fr.srt',
  mimeType: 'application/x-subrip',
  // As a Windows of the time when the format was made would save it.
  buffer: Buffer.from(`1\r\n${times}\r\nLe <i>port</i> d\xe9j\xe0 r\xe9veill\xe9\r\n`, 'latin1'),
});

async function makeFilm(page: Page): Promise<void> {
  await openFilmForm(page);
  const video = page.getByRole('group', { name: 'Video' });
  const path = await uniqueFile('shortFilm', 'captioned.mp4');
  await video.locator('input[type=file]').setInputFiles(path);
  await page.getByLabel('Title').fill('Captioned');
  await page.getByRole('radio', { name: 'Public' }).check();
  await page.getByRole('button', { name: 'Create film' }).click();
  await expect(page.getByText('“Captioned” was created.')).toBeVisible();
  await expect(video.getByText('Ready', { exact: true })).toBeVisible({ timeout: 80_000 });
}

async function openDetails(page: Page): Promise<Locator> {
  await page.goto('/library');
  return openFile(page, 'captioned.mp4');
}

/** What the captions of the film say at a moment; null while they are off. */
function saidAt(film: Locator, seconds: number) {
  return film.evaluate(async (video: HTMLVideoElement, seconds) => {
    const seeked = new Promise((resolve) => {
      video.addEventListener('seeked', resolve, { once: true });
    });
    video.currentTime = seconds;
    await seeked;
    const shown = Array.from(video.textTracks).find(({ mode }) => mode === 'showing');
    if (!shown?.cues) return null;
    return Array.from(shown.activeCues ?? [], (cue) => (cue as VTTCue).text).join('\n');
  }, seconds);
}

test('captions are added from a file, shown at their time, remembered, and deleted', async ({
  editorPage: page,
  browser,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 422/);
  await makeFilm(page);
  const details = await openDetails(page);
  await expect(details.getByText('No captions yet.')).toBeVisible();
  const file = details.getByLabel('File of captions');

  await file.setInputFiles(subRip('00:00:03,000 --> 00:00:01,000'));
  await expect(details.getByRole('combobox', { name: 'Language' })).toHaveText('French');
  await details.getByRole('button', { name: 'Add captions' }).click();
  await expect(details.getByText('Line 2: The end comes before the beginning.')).toBeVisible();
  await expectAccessible(page);
  await details.getByRole('button', { name: 'Cancel' }).click();

  await file.setInputFiles(subRip('00:00:01,000 --> 00:00:03,000'));
  await details.getByRole('button', { name: 'Add captions' }).click();
  await expect(page.getByText('The captions “Français” were added.')).toBeVisible();
  await expect(details.getByText('French · Subtitles · 1 line')).toBeVisible();
  await details.getByRole('button', { name: 'Edit the captions “Français”' }).click();
  await details.getByLabel('Name in the player').fill('Version française');
  await details.getByRole('button', { name: 'Save', disabled: false }).click();
  await expect(details.getByText('Version française', { exact: true })).toBeVisible();
  await expectAccessible(page);

  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto('/watch/captioned');
  const film = visitor.getByLabel(/^Film “/).and(visitor.locator('video'));
  const select = visitor.getByRole('combobox', { name: 'Captions' });
  await expect(select).toHaveValue('');
  const ready = () => film.evaluate((video: HTMLVideoElement) => video.readyState);
  await expect.poll(ready).toBeGreaterThan(1);
  expect(await film.evaluate((video: HTMLVideoElement) => video.currentSrc)).toMatch(/^blob:/);
  await select.selectOption({ label: 'Version française' });
  await expect.poll(() => saidAt(film, 2)).toBe('Le <i>port</i> déjà réveillé');
  await expect.poll(() => saidAt(film, 0.5)).toBe('');
  await expect.poll(() => saidAt(film, 3.5)).toBe('');
  await expectAccessible(visitor);

  const playButton = visitor.locator('media-play-button');
  await playButton.press('c');
  await expect(select).toHaveValue('');
  expect(await saidAt(film, 2)).toBeNull();
  await playButton.press('c');
  await visitor.reload();
  await expect(select.locator('option:checked')).toHaveText('Version française');
  await expect.poll(() => saidAt(film, 2)).toBe('Le <i>port</i> déjà réveillé');

  await details.getByRole('button', { name: 'Delete the captions “Version française”' }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('The captions “Version française” were deleted.')).toBeVisible();
  await expect(details.getByText('No captions yet.')).toBeVisible();
  await visitor.reload();
  await expect(film).toBeVisible();
  await expect(select).toHaveCount(0);
  await visitor.context().close();
});

test('the form of a film has its captions as soon as the video is there, before it is saved', async ({
  editorPage: page,
}) => {
  await openFilmForm(page);
  const captions = page.getByRole('region', { name: 'Captions' });
  await expect(captions.getByText('Captions can be added once the video is here.')).toBeVisible();
  const path = await uniqueFile('shortFilm', 'read-along.mp4');
  await video(page).locator('input[type=file]').setInputFiles(path);
  await captions
    .getByLabel('File of captions')
    .setInputFiles(subRip('00:00:01,000 --> 00:00:03,000'));
  const label = captions.getByLabel('Name in the player');
  await label.fill('En français');
  await label.press('Enter');
  await expect(page.getByText('The captions “En français” were added.')).toBeVisible();
  await expect(page, 'the film was not saved with them').toHaveURL(/\/films\/new/);
  await expectAccessible(page);

  await page.getByRole('textbox', { name: 'Title', exact: true }).fill('Read along');
  await saveButton(page).click();
  await expect(page.getByText('“Read along” was created.')).toBeVisible();
  await expect(page).toHaveURL(/\/edit$/);
  await page.reload();
  await captions.getByRole('button', { name: 'Edit the captions “En français”' }).click();
  await captions.getByLabel('Show to viewers who have not chosen').check();
  await captions.getByRole('button', { name: 'Save', disabled: false }).click();
  await expect(captions.getByText('Shown by default')).toBeVisible();
  await captions.getByRole('button', { name: 'Delete the captions “En français”' }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(captions.getByText('No captions yet.')).toBeVisible();
});
