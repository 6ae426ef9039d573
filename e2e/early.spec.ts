// A film is watched while it is being prepared, and nobody loses their place.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Locator, Page } from 'playwright/test';
import { expect, expectAccessible, test } from './support/test.ts';
import { uniqueFile } from './support/unique-file.ts';

const execute = promisify(execFile);

const held: number[] = [];

/** Stops the encoder that works next, until `release` or the end of the test. */
async function holdEncoder(): Promise<void> {
  const stop = async () => {
    for (const pid of await encoders()) {
      process.kill(pid, 'SIGSTOP');
      held.push(pid);
    }
    return held.length;
  };
  await expect.poll(stop, { intervals: [50], timeout: 60_000 }).toBeGreaterThan(0);
}

function release(): void {
  for (const pid of held.splice(0)) process.kill(pid, 'SIGCONT');
}

test.afterEach(release);

/** The processes of ffmpeg that work for the app of these tests. */
async function encoders(): Promise<number[]> {
  const { stdout } = await execute('ps', ['-A', '-ww', '-o', 'pid=,args=']);
  return stdout
    .split('\n')
    .filter(
      (line) => /^\s*\d+ \S*ffmpeg /.test(line) && line.includes(process.env.E2E_FOLDER ?? ''),
    )
    .map((line) => Number.parseInt(line, 10));
}

const isFirstVersion =
  'This is a first, small version. It grows as the film is prepared, and the sharper ones follow.';
const isOriginal = 'This is the original. The other qualities are still being made.';
const sourceOf = (video: Locator) =>
  video.evaluate((element: HTMLVideoElement) => element.currentSrc);
const timeOf = (video: Locator) =>
  video.evaluate((element: HTMLVideoElement) => element.currentTime);
const filmOn = (page: Page) => page.getByLabel(/^Film “/).and(page.locator('video'));

/** Lets the encoder go on, and sees the film move to its best version without going back in time. */
async function expectToMoveUp(film: Locator): Promise<void> {
  // What is seen of both sources, moment by moment.
  const seen = await film.evaluateHandle((element: HTMLVideoElement) => {
    const now = () => ({ source: element.currentSrc, atSeconds: element.currentTime });
    const moments = [now()];
    element.addEventListener('timeupdate', () => {
      if (element.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || element.seeking) return;
      moments.push(now());
    });
    return moments;
  });
  const before = await sourceOf(film);
  release();
  await expect
    .poll(async () => (await seen.jsonValue()).filter(({ source }) => source !== before).length, {
      timeout: 60_000,
    })
    .toBeGreaterThan(3);
  const moments = await seen.jsonValue();
  const change = moments.findIndex(({ source }) => source !== before);
  expect(change).toBeGreaterThan(0);
  expect(moments[change]?.source).toMatch(/^blob:/);
  for (const [index, { atSeconds }] of moments.slice(1).entries()) {
    expect(atSeconds).toBeGreaterThanOrEqual((moments[index]?.atSeconds ?? 0) - 0.05);
  }
  const jumpSeconds = (moments[change]?.atSeconds ?? 0) - (moments[change - 1]?.atSeconds ?? 0);
  // A busy machine looks seldom; from the start or the end it would be twenty.
  expect(Math.abs(jumpSeconds)).toBeLessThan(3);
}

test('plays from the original, then from HLS, at the same place', async ({
  editorPage: page,
  browser,
}) => {
  await page.goto('/films/new');
  const field = page.getByRole('group', { name: 'Video' });
  await field.locator('input[type=file]').setInputFiles(await uniqueFile('longFilm', 'early.mp4'));
  await holdEncoder();
  await page.getByLabel('Title').fill('Seen early');
  await page.getByRole('radio', { name: 'Public' }).check();
  await page.getByRole('button', { name: 'Create film' }).click();
  await expect(page.getByText('“Seen early” was created.')).toBeVisible();
  await expect(field.getByText(isOriginal)).toBeVisible();

  await page.goto('/watch/seen-early');
  const film = filmOn(page);
  await film.evaluate((element: HTMLVideoElement) => {
    element.muted = true;
    element.volume = 0.4;
    element.playbackRate = 1.25;
    return element.play();
  });
  await expect.poll(() => timeOf(film)).toBeGreaterThan(0.5);
  expect(await sourceOf(film)).toMatch(/\/files\/original$/);
  await expect(page.getByText(isOriginal)).toBeVisible();
  await expectAccessible(page);

  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto('/watch/seen-early');
  await expect(visitor.getByRole('heading', { name: 'Almost there' })).toBeVisible();
  await expect(filmOn(visitor)).toHaveCount(0);
  await visitor.context().close();

  const unable = await page.context().newPage();
  await unable.route('**/files/original', (route) =>
    route.fulfill({ contentType: 'video/mp4', body: 'Not a film.' }),
  );
  await unable.goto('/watch/seen-early');
  await expect(unable.getByRole('heading', { name: 'Almost there' })).toBeVisible();
  await unable.close();

  await expectToMoveUp(film);
  const state = await film.evaluate(
    ({ paused, muted, volume, playbackRate }: HTMLVideoElement) => ({
      ...{ paused, muted, volume, playbackRate },
    }),
  );
  expect(state).toEqual({ paused: false, muted: true, volume: 0.4, playbackRate: 1.25 });
  await expect(page.getByText(isOriginal)).toBeHidden();
  await expect(page.locator('canvas')).toBeHidden();
});

test('a paused film of the library stays where it is', async ({ editorPage: page }) => {
  await page.goto('/library');
  const input = page.getByLabel('Choose files').and(page.locator('input'));
  await input.setInputFiles(await uniqueFile('longFilm', 'paused.mp4'));
  await holdEncoder();
  await page.getByRole('button', { name: 'paused.mp4', exact: true }).click();
  const details = page.getByRole('dialog', { name: 'paused.mp4' });
  await expect(details.getByText(isOriginal)).toBeVisible();
  const video = details.locator('video');
  await video.evaluate((element: HTMLVideoElement) => {
    element.currentTime = 20;
  });
  await expect.poll(() => timeOf(video)).toBe(20);
  await expectAccessible(page);
  release();
  await expect.poll(() => sourceOf(video), { timeout: 60_000 }).toContain('/files/mp4');
  await expect.poll(() => timeOf(video)).toBeCloseTo(20, 1);
  expect(await video.evaluate((element: HTMLVideoElement) => element.paused)).toBe(true);
  await expect(details.locator('canvas')).toBeHidden();
  await expect(details.getByText(isOriginal)).toBeHidden();
});

test('what browsers do not play is watched from its smallest size while the others are made', async ({
  editorPage: page,
  browser,
  expectedErrors,
}) => {
  // The playlist that grows is gone with the last word of the run, which the page may hear a moment later.
  expectedErrors.push(/404 .*\/early-rung\.m3u8/);
  await page.goto('/films/new');
  const field = page.getByRole('group', { name: 'Video' });
  const file = await uniqueFile('awkwardFilm', 'awkward.avi');
  await field.locator('input[type=file]').setInputFiles(file);
  await expect(field.getByText(isFirstVersion)).toBeVisible({ timeout: 60_000 });
  await holdEncoder();
  await page.getByLabel('Title').fill('Seen growing');
  await page.getByRole('radio', { name: 'Public' }).check();
  await page.getByRole('button', { name: 'Create film' }).click();
  await expect(page.getByText('“Seen growing” was created.')).toBeVisible();

  await page.goto('/watch/seen-growing');
  const film = filmOn(page);
  await film.evaluate((element: HTMLVideoElement) => {
    element.muted = true;
    return element.play();
  });
  await expect.poll(() => timeOf(film)).toBeGreaterThan(0.5);
  await expect(page.getByText(isFirstVersion)).toBeVisible();
  // Not the length of what there is so far.
  expect(await film.evaluate((element: HTMLVideoElement) => element.duration)).toBeCloseTo(60, 0);
  await expectAccessible(page);

  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto('/watch/seen-growing');
  const theirs = filmOn(visitor);
  await theirs.evaluate((element: HTMLVideoElement) => {
    element.muted = true;
    return element.play();
  });
  await expect.poll(() => timeOf(theirs)).toBeGreaterThan(0.5);
  await visitor.context().close();

  // To the end of what there is: the encoder stands still.
  const rest = page.getByText('The rest is still being made. It goes on by itself.');
  await film.evaluate((element: HTMLVideoElement) => {
    element.playbackRate = 4;
  });
  await expect(rest).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  const reached = await timeOf(film);
  expect(reached).toBeLessThan(58);
  await film.evaluate((element: HTMLVideoElement) => {
    element.playbackRate = 1;
  });
  await expectToMoveUp(film);
  expect(await timeOf(film)).toBeGreaterThan(reached);
  await expect(rest).toBeHidden();
  await expect(page.getByText(isFirstVersion)).toBeHidden();
  await expect(page.getByLabel('Quality').getByRole('option')).toHaveCount(3);
});
