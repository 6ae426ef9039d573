// Products: images and variants brought in before the product exists, and what becomes of them.
import type { Locator, Page } from 'playwright/test';
import { sampleImage } from './support/bring-files.ts';
import {
  closeFileManager,
  dragTile,
  dropInManager,
  expectAllStored,
  expectNames,
  moveByKeyboard,
  openFileManager,
  tileOf,
} from './support/file-manager.ts';
import { pressUntilSaid } from './support/press-until-said.ts';
import {
  addVariant,
  bring,
  images,
  imagesOf,
  openProductForm,
  saveButton,
  sku,
  variant,
} from './support/product-form.ts';
import { holdBackFirst } from './support/store-traffic.ts';
import { expect, expectAccessible, test } from './support/test.ts';
import { uniqueFile } from './support/unique-file.ts';

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox();
  if (!box) throw new Error('it is not to be seen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** The draft of the form as the server has it. */
async function draftOf(page: Page) {
  const draftId = new URL(page.url()).searchParams.get('draft');
  const answer = await page.request.get(`/api/drafts/${draftId}`);
  return answer.ok() ? await answer.json() : null;
}

test('images in two batches and variants with theirs, before the product exists, are saved with it in order', async ({
  editorPage: page,
}) => {
  await openProductForm(page);
  let manager = await bring(page, 'Images', ['front.jpg', 'back.jpg', 'side.jpg']);
  await closeFileManager(manager);
  manager = await bring(page, 'Images', ['detail.jpg', 'label.jpg'], 5);
  await dragTile(manager, 'side.jpg', 'front.jpg');
  await expectNames(manager, ['side.jpg', 'front.jpg', 'back.jpg', 'detail.jpg', 'label.jpg']);
  // The last one stands alone in its row: the arrow leads on over the end of the one before.
  await moveByKeyboard(manager, 'label.jpg', 'ArrowLeft', 3);
  await expectNames(manager, ['side.jpg', 'label.jpg', 'front.jpg', 'back.jpg', 'detail.jpg']);
  await tileOf(manager, 'label.jpg')
    .getByRole('button', { name: /primary/ })
    .click();
  await expectNames(manager, ['label.jpg', 'side.jpg', 'front.jpg', 'back.jpg', 'detail.jpg']);
  await expect(tileOf(manager, 'label.jpg').getByText('Primary')).toBeVisible();
  await closeFileManager(manager);

  const title = `Rain coat ${sku()}`;
  await page.getByLabel('Title').fill(title);
  const own = sku();
  await page.getByLabel('SKU').first().fill(own);
  await page.getByLabel('Price').fill('129,9');
  await page.getByLabel('Currency').selectOption('EUR');
  await expect(page.getByText('€129.90')).toBeVisible();

  await addVariant(page, { name: 'Small', sku: `${own}-S` });
  await page.getByRole('button', { name: 'Add option' }).click();
  await page.getByLabel('Name of the new option').fill('Size');
  await page.keyboard.press('Enter');
  await variant(page, 'Small').getByLabel('Size', { exact: true }).fill('S');
  await addVariant(page, { name: 'Large', sku: `${own}-L` });
  await variant(page, 'Large').getByLabel('Size', { exact: true }).fill('L');
  await closeFileManager(await bring(page, 'Images of Small', ['small-1.jpg', 'small-2.jpg']));
  await closeFileManager(await bring(page, 'Images of Large', ['large-1.jpg']));
  await page.getByRole('button', { name: 'Move “Large” up' }).press('ArrowUp');
  await expect(page.getByText('“Large” is now number 1 of 2.')).toBeAttached();
  await expect(page.getByRole('button', { name: 'Move “Large” up' })).toBeFocused();
  await expectAccessible(page);

  await saveButton(page).click();
  await expect(page.getByText(`“${title}” was created.`)).toBeVisible();
  await expect(page).toHaveURL(/\/products\/[^/]+\/edit/);
  await page.reload();
  await expect(page.getByLabel('Title')).toHaveValue(title);
  await expectNames(images(page), [
    ...['label.jpg', 'side.jpg', 'front.jpg', 'back.jpg', 'detail.jpg'],
  ]);
  await expect(page.getByRole('heading', { level: 3 })).toHaveText(['Large', 'Small']);
  await expectNames(imagesOf(page, 'Small'), ['small-1.jpg', 'small-2.jpg']);
  await expectNames(imagesOf(page, 'Large'), ['large-1.jpg']);
  await expect(variant(page, 'Large').getByLabel('Size', { exact: true })).toHaveValue('L');
  await expect(page.getByLabel('Price')).toHaveValue('129.90');
});

test('a SKU that is taken keeps the form as it was filled, with the field to mend focused', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(/409/);
  const taken = sku();
  const answer = await page.request.post('/api/products', { data: { title: 'First', sku: taken } });
  expect(answer.status()).toBe(201);

  await openProductForm(page);
  await page.getByLabel('Title').fill('Second');
  await page.getByLabel('SKU').first().fill(sku());
  await addVariant(page, { name: 'Blue', sku: taken.toLowerCase() });
  await closeFileManager(await bring(page, 'Images of Blue', ['blue.jpg']));
  await saveButton(page).click();
  const field = variant(page, 'Blue').getByLabel('SKU');
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription(
    'Another product or variant has this SKU already.',
  );
  await expect(page.getByLabel('Title')).toHaveValue('Second');
  await expectNames(imagesOf(page, 'Blue'), ['blue.jpg']);

  await field.fill(sku());
  await saveButton(page).click();
  await expect(page.getByText('“Second” was created.')).toBeVisible();
  await expectNames(imagesOf(page, 'Blue'), ['blue.jpg']);
});

test('a variant that was removed comes back where it stood, with its images; a copy has all but the SKU', async ({
  editorPage: page,
}) => {
  await openProductForm(page);
  await addVariant(page, { name: 'One' });
  await addVariant(page, { name: 'Two', sku: sku() });
  await closeFileManager(await bring(page, 'Images of One', ['one.jpg']));
  await page.getByRole('button', { name: 'Remove “One”' }).press('Enter');
  const undo = page.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeFocused();
  await expect(page.getByRole('heading', { level: 3 })).toHaveText(['Two']);
  await undo.press('Enter');
  await expect(page.getByRole('heading', { level: 3 })).toHaveText(['One', 'Two']);
  await expectNames(imagesOf(page, 'One'), ['one.jpg']);
  await expect(variant(page, 'One').getByLabel('Name')).toBeFocused();

  await page.getByRole('button', { name: 'Duplicate “Two”' }).click();
  const copy = variant(page, 'Two (copy)');
  await expect(copy.getByLabel('SKU')).toHaveValue('');
  await expect(copy.getByLabel('Name')).toBeFocused();
});

test('variants are dragged into another order, by mouse and by keyboard, and keep what was typed', async ({
  editorPage: page,
}) => {
  await openProductForm(page);
  for (const name of ['Red', 'Green', 'Blue']) await addVariant(page, { name });
  await variant(page, 'Blue').getByLabel('SKU').fill('B-1');
  const names = page.getByRole('heading', { level: 3 });
  const handle = (name: string) =>
    page.getByRole('button', { name: `Move “${name}”`, exact: true });
  const saying = (sentence: RegExp) => page.getByRole('status').filter({ hasText: sentence });

  await handle('Blue').scrollIntoViewIfNeeded();
  const from = await middleOf(handle('Blue'));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x, from.y - 12, { steps: 4 });
  const onto = await middleOf(handle('Green'));
  await page.mouse.move(onto.x, onto.y, { steps: 10 });
  await expect(saying(/^Blue: position 2 of 3/)).toBeAttached();
  await page.mouse.up();
  await expect(names).toHaveText(['Red', 'Blue', 'Green']);

  await handle('Blue').press('Space');
  await expect(saying(/^Blue was picked up at position 2/)).toBeAttached();
  await pressUntilSaid(page, 'ArrowUp', saying(/^Blue: position 1 of 3/));
  await page.keyboard.press('Space');
  await expect(saying(/^Blue was put down at position 1/)).toBeAttached();
  await expect(names).toHaveText(['Blue', 'Red', 'Green']);
  await expect(handle('Blue')).toBeFocused();
  await expect(variant(page, 'Blue').getByLabel('SKU')).toHaveValue('B-1');
  await expectAccessible(page);
});

test('a file on its way comes back in its place after a reload, and what is removed then is deleted', async ({
  editorPage: page,
  expectedErrors,
}) => {
  // Going on begins by asking whether everything had arrived; what was deleted is asked for.
  expectedErrors.push(/status of (404|409)/);
  const release = await holdBackFirst(page);
  await openProductForm(page);
  const title = `Kept in order ${sku()}`;
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('SKU').first().fill(sku());
  const held = await uniqueFile('poster', 'held.jpg');
  let manager = await openFileManager(page, 'Images');
  await manager.getByLabel('Add files').setInputFiles(held);
  await expect(tileOf(manager, 'held.jpg').getByText(/Uploading/)).toBeVisible();
  await dropInManager(manager, ['one.jpg', 'two.jpg', 'three.jpg'].map(sampleImage));
  await expectAllStored(manager, 3);
  await tileOf(manager, 'two.jpg')
    .getByRole('button', { name: /primary/ })
    .click();
  const order = ['two.jpg', 'held.jpg', 'one.jpg', 'three.jpg'];
  await expectNames(manager, order);
  await closeFileManager(manager);
  const kept = () => draftOf(page);
  await expect.poll(async () => (await kept())?.fileOrders.images?.length).toBe(4);
  await expect.poll(async () => (await kept())?.fields.imageIds?.length).toBe(3);

  await page.reload();
  await expectNames(images(page), order);
  manager = await openFileManager(page, 'Images');
  await expect(tileOf(manager, 'held.jpg').getByText('Interrupted')).toBeVisible();
  release();
  await manager.getByLabel('Add files').setInputFiles(held);
  await expectAllStored(manager, 4);
  await expectNames(manager, order);

  const [first] = (await kept())?.fields.imageIds ?? [];
  await tileOf(manager, 'two.jpg').getByRole('button', { name: 'Remove two.jpg' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expectNames(manager, order.slice(1));
  await closeFileManager(manager);
  const status = async () => (await page.request.get(`/api/media/${first}`)).status();
  await expect.poll(status, 'its file is deleted').toBe(404);
  await saveButton(page).click();
  await expect(page.getByText(`“${title}” was created.`)).toBeVisible();
  await expect(page).toHaveURL(/\/edit$/);
  await page.reload();
  await expectNames(images(page), order.slice(1));
});

test('what is missing is said beside each field, and the first is focused', async ({
  editorPage: page,
}) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await openProductForm(page);
  await page.getByLabel('Price').fill('much');
  await addVariant(page, { name: '' });
  await saveButton(page).click();
  await expect(page.getByLabel('Title')).toBeFocused();
  await expect(page.getByLabel('Title')).toHaveAccessibleDescription('This is required.');
  await expect(page.getByLabel('Price')).toHaveAccessibleDescription(/at most four decimals/);
  await expect(variant(page, 'Variant 1').getByLabel('Name')).toHaveAccessibleDescription(
    'This is required.',
  );
  await expectAccessible(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
});
