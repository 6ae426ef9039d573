// What is in the library already is picked for a form, and stays in the library.
import type { Locator, Page } from 'playwright/test';
import { bringToLibrary, sampleImage } from './support/bring-files.ts';
import { expectAllStored, expectNames, openFileManager, tileOf } from './support/file-manager.ts';
import { images, openProductForm, saveButton, sku } from './support/product-form.ts';
import { expect, expectAccessible, test } from './support/test.ts';

/** Looks for files in the library of the window and picks them one after the other. */
async function pick(dialog: Locator, words: string, names: readonly string[]): Promise<void> {
  await dialog.getByRole('searchbox').fill(words);
  for (const name of names) {
    const file = dialog.getByRole('listitem').getByRole('button').filter({ hasText: name });
    await file.click();
    await expect(file).toHaveAttribute('aria-pressed', 'true');
  }
  await dialog.getByRole('button', { name: /^Add \d+ files?$/ }).click();
}

/** A file of the library, as the API tells it. */
async function fileOf(page: Page, name: string): Promise<{ id: string; alt: string | null }> {
  const answer = await page.request.get(`/api/media?q=${name}`);
  return (await answer.json()).results[0];
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('images are picked in an order, described and replaced, and the focus goes back', async ({
    editorPage: page,
  }) => {
    const own = sku();
    const [one, two] = [`${own}-one.jpg`, `${own}-two.jpg`];
    await bringToLibrary(page, [one, two].map(sampleImage));
    await openProductForm(page);
    const manager = await openFileManager(page, 'Images');
    await manager.getByRole('button', { name: 'From the library' }).click();
    await pick(manager, own, [two, one]);
    await expectNames(manager, [two, one]);
    await expect(tileOf(manager, two).getByText('Primary')).toBeVisible();

    await manager.getByRole('button', { name: `Describe ${two}` }).click();
    const description = page.getByRole('dialog', { name: two });
    await description.getByLabel('Description of the picture').fill('Two of them');
    await description.getByRole('button', { name: 'Save' }).click();
    await expect(description).toBeHidden();
    await expect.poll(async () => (await fileOf(page, two)).alt).toBe('Two of them');

    const chooser = page.waitForEvent('filechooser');
    await manager.getByRole('button', { name: `Replace ${one}` }).click();
    await (await chooser).setFiles(sampleImage('instead.jpg'));
    await expectAllStored(manager, 2);
    await expectNames(manager, [two, 'instead.jpg']);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(manager).toBeHidden();
    await expect(page.getByRole('button', { name: 'Manage files: Images' })).toBeFocused();

    await page.getByLabel('Title').fill('Picked');
    await page.getByLabel('SKU').first().fill(own);
    await saveButton(page).click();
    await expect(page.getByText('“Picked” was created.')).toBeVisible();
    await expect(page).toHaveURL(/\/edit$/);
    await page.reload();
    await expectNames(images(page), [two, 'instead.jpg']);
    expect(await fileOf(page, one), 'what was replaced stays in the library').toBeTruthy();
  });
});

test('a cover is picked, saved, and taken away again without leaving the library', async ({
  editorPage: page,
}) => {
  const name = `${sku()}-cover.jpg`;
  await bringToLibrary(page, [sampleImage(name)]);
  await page.goto('/videos/new');
  const cover = page.getByRole('group', { name: 'Cover' });
  await expect(page.getByLabel('Title')).toBeEnabled();
  await cover.locator('input[type=file]').setInputFiles(sampleImage('first-thought.jpg'));
  await expect(cover.getByText('first-thought.jpg')).toBeVisible();
  const first = async () => (await fileOf(page, 'first-thought.jpg'))?.id;
  await expect(cover.locator('[data-media-status]')).toBeVisible();
  const firstId = await first();

  await page.getByRole('button', { name: 'From the library: Cover' }).click();
  const library = page.getByRole('dialog', { name: 'Cover' });
  await expectAccessible(page);
  await pick(library, name, [name]);
  await expect(library).toBeHidden();
  await expect(cover.getByText(name)).toBeVisible();
  const status = async (id: string) => (await page.request.get(`/api/media/${id}`)).status();
  await expect.poll(() => status(firstId), 'what was brought in for it goes').toBe(404);

  const title = `Picked ${name}`;
  await page.getByLabel('Title').fill(title);
  await page.getByRole('button', { name: 'Create video' }).click();
  await expect(page.getByText(`“${title}” was created.`)).toBeVisible();
  await expect(page).toHaveURL(/\/edit$/);
  await page.reload();
  await expect(cover.getByText(name)).toBeVisible();
  await cover.getByRole('button', { name: 'Describe: Cover' }).click();
  const description = page.getByRole('dialog', { name });
  await description.getByLabel('Description of the picture').fill('A quay');
  await expectAccessible(page);
  await description.getByRole('button', { name: 'Save' }).click();
  await expect(description).toBeHidden();
  await expect.poll(async () => (await fileOf(page, name)).alt).toBe('A quay');
  await cover.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText(`“${title}” was saved.`)).toBeVisible();
  const { id } = await fileOf(page, name);
  expect(await status(id)).toBe(200);
});
