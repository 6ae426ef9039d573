// The forms of a new film and a new product, whose file manager picks from a library of 5,000 files.
import type { Locator, Page } from 'playwright';
import { pages } from '#lib/shared/paths.ts';
import type { Figure } from './figures.ts';
import type { Stage } from './stage.ts';
import { stockCatalogue } from './stocked.ts';
import { typeInto, visitPage } from './visit-page.ts';

const sentence = 'Boats come in and boats go out, and nobody counts them any more.';
const picked = 5;

export async function benchFilmForm(stage: Stage): Promise<Figure[]> {
  await stockCatalogue(stage);
  return visitPage(stage, {
    what: 'form of a new film',
    path: pages.newFilm(),
    async work(page) {
      await typeInto(page, 'Title', 'The last ferry');
      await typeInto(page, 'Year', '1987');
      await typeInto(page, 'Synopsis', sentence);
      await page.getByRole('button', { name: 'Create film' }).click();
      await page.waitForURL(/\/films\/[^/]+\/edit/);
    },
  });
}

export async function benchProductForm(stage: Stage): Promise<Figure[]> {
  await stockCatalogue(stage);
  return visitPage(stage, {
    what: 'form of a new product',
    path: pages.newProduct(),
    async work(page) {
      await typeInto(page, 'Title', 'Print of the last ferry');
      await typeInto(page, 'SKU', `FERRY-${Date.now()}`);
      await typeInto(page, 'Description', sentence);
      await pickImages(page);
      await page.getByRole('button', { name: 'Create product' }).click();
      await page.waitForURL(/\/products\/[^/]+\/edit/);
    },
  });
}

/** Looks for some in the library, goes far down in it, picks five, and puts the last one first. */
async function pickImages(page: Page): Promise<void> {
  const place = page.getByRole('group', { name: 'Images', exact: true });
  await place.getByRole('button', { name: /^(Add|Manage) files/ }).click();
  const manager = page.getByRole('dialog', { name: 'Images', exact: true });
  await manager.getByRole('button', { name: 'From the library' }).click();
  const files = manager.getByRole('listitem').getByRole('button');
  await files.first().waitFor();
  await scrollDown(page, manager);
  const search = manager.getByRole('searchbox');
  await search.click();
  await search.pressSequentially('quay-4', { delay: 40 });
  await manager.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
  for (let index = 0; index < picked; index += 1) await files.nth(index).click();
  await manager.getByRole('button', { name: `Add ${picked} files` }).click();
  await putLastFirst(page, manager);
  await manager.getByRole('button', { name: 'Done' }).click();
  await manager.waitFor({ state: 'detached' });
}

async function scrollDown(page: Page, manager: Locator): Promise<void> {
  await manager.hover();
  for (let turn = 0; turn < 40; turn += 1) {
    await page.mouse.wheel(0, 500);
    await page.waitForTimeout(30);
  }
}

async function putLastFirst(page: Page, manager: Locator): Promise<void> {
  await manager
    .locator('[data-file]')
    .last()
    .getByRole('button', { name: /^Move (?!.* to the (left|right)$)/ })
    .focus();
  await page.keyboard.press('Space');
  await announced(manager, /was picked up at position/);
  for (let step = 1; step < picked; step += 1) {
    await page.keyboard.press('ArrowLeft');
    await announced(manager, `position ${picked - step} of ${picked}`);
  }
  await page.keyboard.press('Space');
  await announced(manager, /was put down at position 1 of/);
}

/** Until whoever listens has been told: keys that come before are not for what is moved. */
async function announced(manager: Locator, words: string | RegExp): Promise<void> {
  await manager.getByText(words).first().waitFor({ state: 'attached' });
}
