// The file manager of a form: every way in, what is there already, what fails, what is taken away.
import type { Locator, Page } from 'playwright/test';
import { booksOfApp, expectGone, storedKeys } from './support/books.ts';
import { bringToLibrary, pasteFiles, sampleImage } from './support/bring-files.ts';
import {
  closeFileManager,
  dropInManager,
  expectAllStored,
  expectNames,
  openFileManager,
  saying,
  tileOf,
} from './support/file-manager.ts';
import { leaveDialog } from './support/film-form.ts';
import {
  bring,
  images,
  openProductForm,
  saveButton,
  saveChanges,
  sku,
} from './support/product-form.ts';
import { expect, expectAccessible, test } from './support/test.ts';

/** A product with these images, saved; its form is open. */
async function saveProduct(page: Page, title: string, names: readonly string[]): Promise<void> {
  await openProductForm(page);
  await closeFileManager(await bring(page, 'Images', names));
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('SKU').first().fill(sku());
  await saveButton(page).click();
  await expect(page.getByText(`“${title}” was created.`)).toBeVisible();
  await expect(page).toHaveURL(/\/products\/[^/]+\/edit/);
}

/** The product whose form is open, as it is saved. */
async function savedProduct(page: Page): Promise<{ imageIds: string[] }> {
  const [, id] = /products\/([^/]+)\/edit/.exec(page.url()) ?? [];
  return (await page.request.get(`/api/products/${id}`)).json();
}

/** The id a file of this name has in the library. */
async function idOf(page: Page, fileName: string): Promise<string> {
  const answer = await page.request.get(`/api/media?q=${fileName}`);
  return (await answer.json()).results[0]?.id;
}

test('of three images one is deleted, then the form is abandoned: none is left in store or database', async ({
  editorPage: page,
}) => {
  const books = booksOfApp();
  const own = sku();
  const names = ['first', 'second', 'third'].map((name) => `${own}-${name}.jpg`);
  const [first = '', second = '', third = ''] = names;
  await openProductForm(page);
  await page.getByLabel('Title').fill('Given up');
  const manager = await bring(page, 'Images', names);
  const [firstKey = '', secondKey = '', thirdKey = ''] = await storedKeys(books, names);

  await manager.getByRole('button', { name: `Remove ${second}` }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expectNames(manager, [first, third]);
  await expectGone(books, second, secondKey);
  await storedKeys(books, [first, third]);

  await closeFileManager(manager);
  await page.getByRole('link', { name: 'All products' }).click();
  await leaveDialog(page).getByRole('button', { name: 'Discard and leave' }).click();
  await expect(page.getByRole('heading', { name: 'Products', level: 1 })).toBeVisible();
  await expectGone(books, first, firstKey);
  await expectGone(books, third, thirdKey);
});

test('pasted images are taken in; one the list has already is asked about, and left out or taken twice', async ({
  editorPage: page,
}) => {
  const own = sku();
  const [one, two] = [sampleImage(`${own}-one.jpg`), sampleImage(`${own}-two.jpg`)];
  await openProductForm(page);
  const manager = await openFileManager(page, 'Images');
  await pasteFiles(page, [one, two]);
  await expectAllStored(manager, 2);
  await expectNames(manager, [one.name, two.name]);

  await pasteFiles(page, [{ ...one, name: 'again.jpg' }]);
  const again = tileOf(manager, 'again.jpg');
  await expect(again.getByText('This file is in the list already.')).toBeVisible();
  await expectAccessible(page);
  await again.getByRole('button', { name: 'Leave again.jpg out' }).click();
  await expectNames(manager, [one.name, two.name]);

  await pasteFiles(page, [{ ...one, name: 'again.jpg' }]);
  await again.getByRole('button', { name: 'Upload again.jpg anyway' }).click();
  await expectAllStored(manager, 3);
  await expectNames(manager, [one.name, two.name, 'again.jpg']);
  await closeFileManager(manager);
  await expect(images(page).getByText('3 of 30')).toBeVisible();
});

test('of files the library has, one is used as it is and one is sent again', async ({
  editorPage: page,
}) => {
  const own = sku();
  const [kept, sent] = [sampleImage(`${own}-kept.jpg`), sampleImage(`${own}-sent.jpg`)];
  await bringToLibrary(page, [kept, sent]);
  const libraryIds = [await idOf(page, kept.name), await idOf(page, sent.name)];

  await openProductForm(page);
  const manager = await openFileManager(page, 'Images');
  await dropInManager(manager, [kept, sent]);
  await tileOf(manager, kept.name)
    .getByRole('button', { name: `Use the file that is there instead of uploading ${kept.name}` })
    .click();
  await tileOf(manager, sent.name)
    .getByRole('button', { name: `Upload ${sent.name} anyway` })
    .click();
  await expectAllStored(manager, 2);
  await closeFileManager(manager);
  await page.getByLabel('Title').fill('Known already');
  await page.getByLabel('SKU').first().fill(own);
  await saveButton(page).click();
  await expect(page.getByText('“Known already” was created.')).toBeVisible();
  await expect(page).toHaveURL(/\/products\/[^/]+\/edit/);
  const { imageIds } = await savedProduct(page);
  expect(imageIds).toEqual([libraryIds[0], expect.any(String)]);
  expect(libraryIds).not.toContain(imageIds[1]);
});

test('the library goes on where its next part did not come, once it is asked again', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 503/);
  const own = sku();
  const names = [`${own}-one.jpg`, `${own}-two.jpg`];
  await bringToLibrary(page, names.map(sampleImage));
  // Parts of one file each, of which the second does not come.
  const isList = (url: URL) => url.pathname === '/api/media' && url.searchParams.has('pageSize');
  let isDown = true;
  await page.route(isList, (route) => {
    const url = new URL(route.request().url());
    if (isDown && url.searchParams.has('cursor')) return route.fulfill({ status: 503, json: {} });
    url.searchParams.set('pageSize', '1');
    return route.continue({ url: url.href });
  });
  await openProductForm(page);
  const manager = await openFileManager(page, 'Images');
  await manager.getByRole('button', { name: 'From the library' }).click();
  await manager.getByRole('searchbox').fill(own);
  const files = manager.getByRole('listitem').filter({ hasText: own });
  const goOn = manager.getByRole('button', { name: 'Load more' });
  await expect(goOn).toBeVisible();
  await expect(files).toHaveCount(1);
  await expectAccessible(page);
  isDown = false;
  await goOn.click();
  await expect(files).toHaveCount(2);
  await expect(goOn).toBeHidden();
});

test('several are selected and removed together, had back, and removed again', async ({
  editorPage: page,
}) => {
  const own = sku();
  const names = ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'];
  await saveProduct(page, `Removed together ${own}`, names);
  const manager = await openFileManager(page, 'Images');
  await expectNames(manager, names);
  const select = (name: string) => tileOf(manager, name).getByRole('button', { name: /^Select / });
  const removeSelected = async () => {
    await select('b.jpg').click();
    await select('c.jpg').click({ modifiers: ['Shift'] });
    await expect(manager.getByText('2 selected')).toBeVisible();
    await manager.getByRole('button', { name: 'Remove', exact: true }).click();
    const question = page.getByRole('alertdialog', { name: 'Remove 2 files?' });
    await expect(question).toContainText('only leave this list');
    await question.getByRole('button', { name: 'Remove' }).click();
    await expectNames(manager, ['a.jpg', 'd.jpg']);
  };
  await removeSelected();
  await manager.getByRole('button', { name: 'Undo' }).click();
  await expectNames(manager, names);
  await removeSelected();
  await expectAccessible(page);
  await closeFileManager(manager);
  await saveChanges(page).click();
  await expect(page.getByText(`“Removed together ${own}” was saved.`)).toBeVisible();
  await page.reload();
  await expectNames(images(page), ['a.jpg', 'd.jpg']);
});

test('what the store refused is tried again from its tile', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 403/);
  // The pauses between tries are a random share of up to half a minute.
  await page.addInitScript(() => {
    Math.random = () => 0;
  });
  const isPut = (url: URL) => url.searchParams.has('X-Amz-Signature');
  await openProductForm(page);
  await page.route(isPut, (route) =>
    route.request().method() === 'PUT'
      ? route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' } })
      : route.continue(),
  );
  const manager = await openFileManager(page, 'Images');
  await dropInManager(manager, ['left.jpg', 'right.jpg'].map(sampleImage));
  const refused = manager.getByText('The storage refused the file. Try again.');
  await expect(refused).toHaveCount(2);
  await expect(manager.getByText('2 failed')).toBeVisible();
  const message = page.locator('[data-sonner-toast]').first();
  await expect(message).toBeVisible();
  const { y: top = 0, height = 0 } = (await message.boundingBox()) ?? {};
  const done = await manager.getByRole('button', { name: 'Done' }).boundingBox();
  expect(top + height, 'the message lies over the buttons').toBeLessThanOrEqual(done?.y ?? 0);
  await expectAccessible(page);
  await page.unroute(isPut);
  await tileOf(manager, 'left.jpg').getByRole('button', { name: 'Try left.jpg again' }).click();
  await expectAllStored(manager, 1);
  await expect(refused).toHaveCount(1);
  await manager.getByRole('button', { name: 'Try all again' }).click();
  await expectAllStored(manager, 2);
  await expectNames(manager, ['left.jpg', 'right.jpg']);
});

test.describe('on a phone', () => {
  // So low that four tiles do not fit.
  test.use({ viewport: { width: 390, height: 600 }, hasTouch: true, isMobile: true });

  test('a finger that rests on a tile drags it; one that moves at once scrolls', async ({
    editorPage: page,
  }) => {
    await openProductForm(page);
    const names = ['one.jpg', 'two.jpg', 'three.jpg', 'four.jpg'];
    const manager = await bring(page, 'Images', names);
    const finger = await fingerOn(page);
    await finger.down(await middleOf(tileOf(manager, 'one.jpg')));
    await expect(saying(manager, /^one\.jpg was picked up/)).toBeAttached();
    await finger.moveTo(await middleOf(tileOf(manager, 'four.jpg')));
    await expect(saying(manager, /^one\.jpg: position 4 of 4/)).toBeAttached();
    await finger.up();
    await expectNames(manager, ['two.jpg', 'three.jpg', 'four.jpg', 'one.jpg']);
    await expect(tileOf(manager, 'two.jpg').getByText('Primary')).toBeVisible();

    // From the end of the list towards its beginning.
    await tileOf(manager, 'one.jpg').getByText('one.jpg').scrollIntoViewIfNeeded();
    const heightOf = async () => (await tileOf(manager, 'two.jpg').boundingBox())?.y;
    const before = (await heightOf()) ?? 0;
    const start = await middleOf(tileOf(manager, 'four.jpg'));
    await finger.down(start);
    await finger.moveTo({ x: start.x, y: start.y + 120 });
    await finger.up();
    await expect.poll(heightOf).toBeGreaterThan(before);
    await expectNames(manager, ['two.jpg', 'three.jpg', 'four.jpg', 'one.jpg']);
  });
});

type Point = { x: number; y: number };

/** A finger on the glass: what the browser makes of it, scrolling too, is its own. */
async function fingerOn(page: Page) {
  const session = await page.context().newCDPSession(page);
  let at: Point = { x: 0, y: 0 };
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  return {
    async down(point: Point) {
      at = point;
      await touch('touchStart', [at]);
    },
    async moveTo(point: Point) {
      const from = at;
      const steps = 10;
      for (let step = 1; step <= steps; step += 1) {
        const share = step / steps;
        at = {
          x: from.x + (point.x - from.x) * share,
          y: from.y + (point.y - from.y) * share,
        };
        await touch('touchMove', [at]);
      }
    },
    up: () => touch('touchEnd', []),
  };
}

async function middleOf(tile: Locator): Promise<Point> {
  const box = await tile.getByRole('button', { name: /^Select / }).boundingBox();
  if (!box) throw new Error('the tile is not to be seen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
