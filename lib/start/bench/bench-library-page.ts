// The page of the library with 5,000 files: loaded, scrolled far, worked with.
import type { Page } from 'playwright';
import { pages } from '#lib/shared/paths.ts';
import type { Figure } from './figures.ts';
import type { Stage } from './stage.ts';
import { stockLibrary } from './stocked.ts';
import { visitPage } from './visit-page.ts';
import { framesDuring } from './web-vitals.ts';

export async function benchLibraryPage(stage: Stage): Promise<Figure[]> {
  await stockLibrary(stage);
  let frames = { p50: 0, p95: 0 };
  const figures = await visitPage(stage, {
    what: 'page of the library',
    path: pages.library(),
    async work(page) {
      frames = await framesDuring(page, () => scrollFar(page));
      await workWithFiles(page);
    },
  });
  return [
    ...figures,
    {
      what: '(l) page of the library, a frame while it is scrolled: half of them, 95 of 100',
      measured: `${frames.p50.toFixed(0)} ms, ${frames.p95.toFixed(0)} ms`,
    },
  ];
}

async function scrollFar(page: Page): Promise<void> {
  await page.mouse.move(600, 400);
  for (let turn = 0; turn < 150; turn += 1) {
    await page.mouse.wheel(0, 700);
    await page.waitForTimeout(30);
  }
}

/** What an editor does with many files. */
async function workWithFiles(page: Page): Promise<void> {
  const boxes = page.getByRole('checkbox', { name: /^Choose / });
  await boxes.nth(4).click();
  await boxes.nth(11).click({ modifiers: ['Shift'] });
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Escape');
  // From the box to the name of its file.
  await page.keyboard.press('Shift+Tab');
  for (let key = 0; key < 10; key += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  for (let key = 0; key < 5; key += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByRole('radio', { name: 'List' }).click();
  const search = page.getByRole('searchbox', { name: 'Search the library' });
  await search.pressSequentially('quay-42', { delay: 40 });
  await page.getByRole('button', { name: /Remove the filter/ }).waitFor();
}
