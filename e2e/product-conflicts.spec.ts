// Two people change one product: both versions are shown, and one is made of them field by field.
import type { Browser, Page } from 'playwright/test';
import { sampleImage } from './support/bring-files.ts';
import {
  closeFileManager,
  dropInManager,
  expectAllStored,
  expectNames,
  openFileManager,
  tileOf,
} from './support/file-manager.ts';
import { people } from './support/people.ts';
import {
  addVariant,
  bring,
  images,
  openProductForm,
  saveButton,
  saveChanges,
  sku,
  variant,
} from './support/product-form.ts';
import { expect, expectAccessible, signIn, test } from './support/test.ts';

const title = (page: Page) => page.getByLabel('Title');
const dialog = (page: Page) =>
  page.getByRole('dialog', { name: 'Someone else changed this meanwhile' });
const side = (page: Page, field: string, version: 'My version' | 'Their version') =>
  dialog(page).getByRole('radiogroup', { name: field, exact: true }).getByLabel(version);

/** A product with three images and a variant, and its form as an admin has it open meanwhile. */
async function shareProduct(page: Page, browser: Browser, name: string): Promise<Page> {
  await openProductForm(page);
  await closeFileManager(await bring(page, 'Images', ['front.jpg', 'back.jpg', 'side.jpg']));
  await title(page).fill(name);
  await page.getByLabel('SKU').first().fill(sku());
  await addVariant(page, { name: 'Small' });
  await saveButton(page).click();
  await expect(page.getByText(`“${name}” was created.`)).toBeVisible();
  await expect(page).toHaveURL(/\/products\/[^/]+\/edit/);
  await expect(title(page)).toHaveValue(name);
  const other = await (await browser.newContext()).newPage();
  await signIn(other, people.admin);
  await other.goto(page.url());
  await expect(title(other)).toHaveValue(name);
  await expect(title(other)).toBeEnabled();
  return other;
}

async function makePrimary(page: Page, name: string): Promise<void> {
  const manager = await openFileManager(page, 'Images');
  await tileOf(manager, name)
    .getByRole('button', { name: /primary/ })
    .click();
  await closeFileManager(manager);
}

async function save(page: Page, name: string): Promise<void> {
  await saveChanges(page).click();
  await expect(page.getByText(`“${name}” was saved.`)).toBeVisible();
}

/** Nothing of the window lies beside a screen of that width. */
async function expectToFit(page: Page, width: number): Promise<void> {
  const wide = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width, height: 800 });
  for (const part of [
    dialog(page).getByRole('button', { name: 'Close' }),
    dialog(page).getByRole('radiogroup', { name: 'Title' }),
  ]) {
    const box = await part.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? width)).toBeLessThanOrEqual(width);
  }
  await page.setViewportSize(wide);
}

test('the second to save is told, takes this from one and that from the other, and nothing else changes', async ({
  editorPage: page,
  browser,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 409/);
  const other = await shareProduct(page, browser, 'Lamp');
  await title(other).fill('Their lamp');
  await makePrimary(other, 'side.jpg');
  await variant(other, 'Small').getByLabel('Name').fill('Small and round');
  await addVariant(other, { name: 'Large' });
  await other.getByLabel('Description').fill('It shines.');
  await save(other, 'Their lamp');
  await other.context().close();

  await title(page).fill('My lamp');
  await makePrimary(page, 'back.jpg');
  await variant(page, 'Small').getByLabel('Name').fill('Tiny');
  await page.getByLabel('Price').fill('12');
  await saveChanges(page).click();
  await expect(dialog(page)).toBeVisible();
  await expect(dialog(page)).toContainText('back.jpg, front.jpg, side.jpg');
  await expect(dialog(page)).toContainText('side.jpg, front.jpg, back.jpg');
  await expect(dialog(page)).toContainText('Tiny');
  await expect(dialog(page)).toContainText(/Small and round[\s\S]*Large/);
  await expectAccessible(page);
  await expectToFit(page, 390);
  for (const field of ['Title', 'Images', 'Variants']) {
    await expect(side(page, field, 'My version')).toBeChecked();
  }
  await expect(side(page, 'Description', 'Their version')).toBeChecked();
  await expect(dialog(page).getByRole('radiogroup', { name: 'Price' })).toHaveCount(0);
  await side(page, 'Images', 'Their version').check();
  await side(page, 'Variants', 'Their version').check();
  await dialog(page).getByRole('button', { name: 'Save this choice' }).click();
  await expect(page.getByText('“My lamp” was saved.')).toBeVisible();

  for (const look of ['as it stands', 'after a reload']) {
    if (look === 'after a reload') await page.reload();
    await expect(title(page), look).toHaveValue('My lamp');
    await expect(page.getByLabel('Description')).toHaveValue('It shines.');
    await expect(page.getByLabel('Price')).toHaveValue('12.00');
    await expectNames(images(page), ['side.jpg', 'front.jpg', 'back.jpg']);
    await expect(page.getByRole('heading', { level: 3 })).toHaveText(['Small and round', 'Large']);
  }
});

test('kept as mine, what they did is overwritten, a variant they removed comes back with its own', async ({
  editorPage: page,
  browser,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 409/);
  const other = await shareProduct(page, browser, 'Chair');
  await other.getByRole('button', { name: 'Remove “Small”' }).click();
  await addVariant(other, { name: 'Theirs alone' });
  await title(other).fill('Their chair');
  await save(other, 'Their chair');
  await other.context().close();

  await variant(page, 'Small').getByLabel('Name').fill('Small, in red');
  await closeFileManager(await bring(page, 'Images of Small, in red', ['red.jpg']));
  await saveChanges(page).click();
  await expect(dialog(page)).toContainText(/Small, in red[\s\S]*Theirs alone/);
  await dialog(page).getByRole('button', { name: 'Keep mine' }).click();
  await expect(page.getByText('“Chair” was saved.')).toBeVisible();
  await page.reload();
  await expect(title(page)).toHaveValue('Chair');
  await expect(page.getByRole('heading', { level: 3 })).toHaveText(['Small, in red']);
  const place = page.getByRole('group', { name: 'Images of Small, in red', exact: true });
  await expectNames(place, ['red.jpg']);
});

test('their images, taken over mine, are all there is: what I had just brought in goes', async ({
  editorPage: page,
  browser,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 409/);
  const other = await shareProduct(page, browser, 'Table');
  const theirs = await openFileManager(other, 'Images');
  await tileOf(theirs, 'back.jpg').getByRole('button', { name: 'Remove back.jpg' }).click();
  await expectNames(theirs, ['front.jpg', 'side.jpg']);
  await closeFileManager(theirs);
  await makePrimary(other, 'side.jpg');
  await save(other, 'Table');
  await other.context().close();

  const manager = await openFileManager(page, 'Images');
  await dropInManager(manager, [sampleImage('mine.jpg')]);
  await expectAllStored(manager, 4);
  await closeFileManager(manager);
  await saveChanges(page).click();
  await expect(dialog(page)).toContainText('front.jpg, back.jpg, side.jpg, mine.jpg');
  await dialog(page).getByRole('button', { name: 'Take theirs' }).click();
  await expect(dialog(page)).toBeHidden();
  await expectNames(images(page), ['side.jpg', 'front.jpg']);
  await page.getByRole('link', { name: 'All products' }).click();
  await expect(page.getByRole('heading', { name: 'Products', level: 1 })).toBeVisible();
});
