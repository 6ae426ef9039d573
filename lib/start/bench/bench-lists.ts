// Lists of 5,000 films and photos: searched, sorted, chosen from, turned over.
import type { Page } from 'playwright';
import { pages } from '#lib/shared/paths.ts';
import type { Figure } from './figures.ts';
import type { Stage } from './stage.ts';
import { stockCatalogue } from './stocked.ts';
import { visitPage } from './visit-page.ts';

export async function benchFilmList(stage: Stage): Promise<Figure[]> {
  await stockCatalogue(stage);
  return visitPage(stage, {
    what: 'list of films',
    path: pages.films(),
    work: (page) => workWithList(page, { search: 'Search films', words: 'ferry number 4' }),
  });
}

export async function benchPhotoList(stage: Stage): Promise<Figure[]> {
  await stockCatalogue(stage);
  return visitPage(stage, {
    what: 'list of photos',
    path: pages.photos(),
    work: (page) => workWithList(page, { search: 'Search photos', words: 'view number 4' }),
  });
}

async function workWithList(
  page: Page,
  { search, words }: { search: string; words: string },
): Promise<void> {
  const field = page.getByRole('searchbox', { name: search });
  await field.click();
  await field.pressSequentially(words, { delay: 40 });
  await page.waitForURL(/[?&]q=/);
  await page
    .getByRole('listitem')
    .filter({ hasText: new RegExp(words, 'i') })
    .first()
    .waitFor();
  await settled(page);
  await page.getByRole('checkbox', { name: 'Select all on this page' }).click();
  await page.getByRole('region', { name: 'For what is selected' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Order' }).click();
  await page.getByRole('option', { name: 'Title, A to Z' }).click();
  await page.waitForURL(/sort=title/);
  await settled(page);
  for (const [link, turns] of [
    ['Next', 3],
    ['Previous', 1],
  ] as const) {
    for (let turn = 0; turn < turns; turn += 1) {
      const before = page.url();
      await page.getByRole('link', { name: link, exact: true }).click();
      await page.waitForURL((url) => url.href !== before);
      await settled(page);
    }
  }
}

/** Until the list shows what was asked for. */
async function settled(page: Page): Promise<void> {
  await page.locator('main [aria-busy="true"]:visible').waitFor({ state: 'detached' });
}
