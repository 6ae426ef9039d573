// What an editor does in the fault tests, and how it has to end.

import type { Page } from 'playwright/test';
import type { FaultStage } from '#lib/testing/fault-stage/fault-stage.ts';
import type { NoiseFilm } from '#lib/testing/fault-stage/noise-film.ts';
import { openFilmForm } from '../../support/film-form.ts';
import { expect } from '../../support/test.ts';

/** Of the film each test gets. */
export const partCount = 8;

/** The request that opens an upload. */
export const createUpload = { method: 'POST', path: /^\/api\/uploads(\/batch)?(\?|$)/ };

const videoField = (page: Page) => page.getByRole('group', { name: 'Video' });

/** Chooses the film in the form of a new one. */
export async function startUpload(page: Page, film: NoiseFilm): Promise<void> {
  await openFilmForm(page);
  await videoField(page).locator('input[type=file]').setInputFiles(film.path);
}

/** Puts the film among the files of the library. */
export async function addToLibrary(page: Page, film: NoiseFilm): Promise<void> {
  await page.goto('/library');
  await page.getByLabel('Choose files').setInputFiles(film.path);
}

/** Opens the list of uploads, unless it is open. */
export async function openCentre(page: Page): Promise<void> {
  const panel = page.getByRole('dialog', { name: 'Uploads' });
  if (await panel.isVisible()) return;
  await page
    .getByRole('banner')
    .getByRole('button', { name: /upload/i })
    .click();
  await expect(panel).toBeVisible();
}

/** Picks the file of the one upload that waits for it. */
export async function chooseAgain(page: Page, film: NoiseFilm): Promise<void> {
  await openCentre(page);
  await expect(page.getByText('1 upload waiting')).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: `Choose the file for ${film.fileName}` }).click();
  await (await chooser).setFiles(film.path);
}

/** Lets none of the later parts reach the store; answers their numbers. */
export function holdBack({ store }: FaultStage, { after }: { after: number }): number[] {
  const parts = Array.from({ length: partCount }, (_, index) => index + 1).slice(after);
  for (const part of parts) {
    store.rules.add({ match: { part }, fault: { kind: 'stall', afterBytes: 1000 } });
  }
  return parts;
}

/** The parts browsers sent and nobody stopped, in the order they were begun. */
export function partsLetThrough(stage: FaultStage): (number | null)[] {
  return stage.storeRequests
    .filter(({ method, fault }) => method === 'PUT' && fault === null)
    .map(({ part }) => part);
}

/**
 * Waits until the upload is finished: then there is one media with one upload, its object is the
 * file byte for byte, and neither store nor database holds anything the other does not know.
 */
export async function expectExactlyOnce(
  { books }: FaultStage,
  film: NoiseFilm,
  { withinMs = 40_000 } = {},
): Promise<void> {
  await expect
    .poll(() => books.recordsOf(film.fileName), { timeout: withinMs })
    .toEqual([expect.objectContaining({ uploadStatus: 'completed' })]);
  const [record] = await books.recordsOf(film.fileName);
  expect(await books.sha256Of(record?.storageKey ?? '')).toBe(film.sha256);
  await expectBalanced(books);
}

/** Nothing lost, nothing left over. */
export async function expectBalanced(books: FaultStage['books']): Promise<void> {
  await expect.poll(() => books.orphans(), 'objects and sessions nobody knows').toEqual([]);
  expect(await books.lost(), 'media without their bytes').toEqual([]);
}
