// The form of a product: its parts, its variants, and bringing files into it.
import { expect, type Locator, type Page } from 'playwright/test';
import { sampleImage } from './bring-files.ts';
import { dropInManager, expectAllStored, openFileManager } from './file-manager.ts';

export const saveButton = (page: Page) => page.getByRole('button', { name: 'Create product' });
export const saveChanges = (page: Page) => page.getByRole('button', { name: 'Save changes' });
export const images = (page: Page) => page.getByRole('group', { name: 'Images', exact: true });
export const variant = (page: Page, name: string) => page.getByRole('group', { name, exact: true });
export const imagesOf = (page: Page, name: string) =>
  page.getByRole('group', { name: `Images of ${name}`, exact: true });

/** One that nothing else has. */
export const sku = () => `E2E-${crypto.randomUUID().slice(0, 8)}`;

/** Resolves once the form listens. */
export async function openProductForm(page: Page): Promise<void> {
  await page.goto('/products/new');
  await expect(page.getByLabel('Title')).toBeEnabled();
}

export async function addVariant(
  page: Page,
  fields: { name: string; sku?: string },
): Promise<Locator> {
  await page.getByRole('button', { name: 'Add variant' }).click();
  const name = page.getByRole('group', { name: /^Variant \d+$/ }).getByLabel('Name');
  await expect(name).toBeFocused();
  await name.fill(fields.name);
  const group = variant(page, fields.name);
  if (fields.sku) await group.getByLabel('SKU').fill(fields.sku);
  return group;
}

/** Brings files into a place of the form, and waits until the server has them. */
export async function bring(
  page: Page,
  place: string,
  names: readonly string[],
  count = names.length,
): Promise<Locator> {
  const manager = await openFileManager(page, place);
  await dropInManager(manager, names.map(sampleImage));
  await expectAllStored(manager, count);
  return manager;
}
