// Every page in both themes, on a desk and on a phone: nothing axe finds, nothing wider than the screen.
import type { Page } from 'playwright/test';
import { makeRecords } from './support/make-records.ts';
import { sku } from './support/product-form.ts';
import { expect, expectAccessible, test } from './support/test.ts';

const pages = [
  ...['/films', '/videos', '/photos', '/albums', '/products', '/categories', '/films?trash=1'],
  ...['/films/new', '/videos/new', '/photos/new', '/albums/new', '/products/new'],
  ...['/library', '/sign-in', '/nothing-here'],
];

/** As long as people make them, with a word that no line of a phone holds. */
const longName = `Interviews with directors and their most trusted collaborators ${'Filmfestspiele'.repeat(4)}`;

let longNamed: string[] | null = null;

/** The pages of records whose every name is long. */
async function longNamedPages(page: Page): Promise<string[]> {
  if (longNamed) return longNamed;
  const answer = await page.request.post('/api/categories', { data: { name: categoryName() } });
  const { id: categoryId } = await answer.json();
  const title = longName;
  const [film] = await makeRecords(page, 'film', [{ title, categoryId }]);
  const [video] = await makeRecords(page, 'video', [{ title, categoryId }]);
  const [album] = await makeRecords(page, 'album', [{ title }]);
  const options = { [longName.slice(0, 60)]: longName.slice(0, 120) };
  const variants = [1, 2].map((number) => ({ name: `${number} ${title}`.slice(0, 120), options }));
  const [product] = await makeRecords(page, 'product', [{ title, sku: sku(), variants }]);
  longNamed = [
    ...[`/films/${film}/edit`, `/videos/${video}/edit`],
    ...[`/albums/${album}/edit`, `/products/${product}/edit`],
  ];
  return longNamed;
}

/** Nobody else has it. */
function categoryName(): string {
  return `${sku()} ${longName}`.slice(0, 80);
}

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
        for (const path of [...(await longNamedPages(page)), ...pages]) {
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
