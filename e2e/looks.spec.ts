// Every page in both themes, on a desk and on a phone: nothing axe finds, nothing wider than the screen.
import { expect, expectAccessible, test } from './support/test.ts';

const pages = [
  ...['/films', '/videos', '/photos', '/albums', '/products', '/categories', '/films?trash=1'],
  ...['/films/new', '/videos/new', '/photos/new', '/albums/new'],
  ...['/library', '/sign-in', '/nothing-here'],
];
const screens = [
  { width: 1280, height: 860 },
  { width: 390, height: 844 },
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of screens) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });
      test('every page is accessible and fits', async ({ editorPage: page, expectedErrors }) => {
        expectedErrors.push(/status of 404/);
        for (const path of pages) {
          await page.goto(path);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await expectAccessible(page);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(width, `${path} is wider than the screen`).toBeLessThanOrEqual(viewport.width);
        }
      });
    });
  }
}

for (const { language, code, search } of [
  { language: 'Français', code: 'fr', search: 'Rechercher' },
  { language: 'Bahasa Indonesia', code: 'id', search: 'Cari' },
]) {
  test(`speaks ${language}, and remembers it`, async ({ editorPage: page }) => {
    await page.getByRole('button', { name: /Account of/ }).click();
    await page.getByRole('menuitemradio', { name: language }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', code);
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('lang', code);
    await expect(page.getByPlaceholder(new RegExp(search))).toBeVisible();
  });
}
