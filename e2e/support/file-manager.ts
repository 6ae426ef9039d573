// What an editor does in the file manager of a form.
import { expect, type Locator, type Page } from 'playwright/test';
import { dataTransferOf, type SampleFile } from './bring-files.ts';
import { pressUntilSaid } from './press-until-said.ts';

/** Opens the manager of the place with that label, and answers its window. */
export async function openFileManager(page: Page, label: string): Promise<Locator> {
  const place = page.getByRole('group', { name: label, exact: true });
  await place.getByRole('button', { name: /^(Add|Manage) files/ }).click();
  const manager = page.getByRole('dialog', { name: label, exact: true });
  await expect(manager).toBeVisible();
  return manager;
}

export async function closeFileManager(manager: Locator): Promise<void> {
  await manager.getByRole('button', { name: 'Done' }).click();
  await expect(manager).toBeHidden();
}

/** Drops files on the window, as from the desktop. */
export async function dropInManager(manager: Locator, files: readonly SampleFile[]): Promise<void> {
  const dataTransfer = await dataTransferOf(manager.page(), files);
  await manager.getByRole('heading').first().dispatchEvent('drop', { dataTransfer });
}

/** The tile of a file, in the window. */
export function tileOf(manager: Locator, name: string): Locator {
  return manager.getByRole('listitem').and(manager.locator(`[data-file="${name}"]`));
}

/** The names of the files in their order, in the window or in a place of the form. */
export function namesInOrder(list: Locator): Promise<string[]> {
  return list
    .locator('li[data-file]')
    .evaluateAll((tiles) => tiles.map((tile) => (tile as HTMLElement).dataset.file ?? ''));
}

/** Waits until the files are there in that order. */
export async function expectNames(list: Locator, names: readonly string[]): Promise<void> {
  await expect.poll(() => namesInOrder(list)).toEqual(names);
}

/** Waits until the server has every file of the window. */
export async function expectAllStored(manager: Locator, count: number): Promise<void> {
  await expect(manager.getByRole('button', { name: /^Describe / })).toHaveCount(count);
}

/** Drags the picture of one file onto that of another with the mouse. */
export async function dragTile(manager: Locator, name: string, onto: string): Promise<void> {
  const { mouse } = manager.page();
  const from = await middleOf(manager, name);
  const to = await middleOf(manager, onto);
  await mouse.move(from.x, from.y);
  await mouse.down();
  // The first pixels are still a click.
  await mouse.move(from.x + 10, from.y, { steps: 3 });
  await mouse.move(to.x, to.y, { steps: 12 });
  await expect(saying(manager, new RegExp(`^${name}: position`))).toBeAttached();
  await mouse.up();
  await expect(saying(manager, new RegExp(`^${name} was put down`))).toBeAttached();
}

/** Moves one file with the keyboard alone: Space, the arrow as often as `steps` says, Space. */
export async function moveByKeyboard(
  manager: Locator,
  name: string,
  arrow: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown',
  steps = 1,
): Promise<void> {
  const handle = tileOf(manager, name).getByRole('button', { name: `Move ${name}`, exact: true });
  await handle.press('Space');
  const said = saying(manager, new RegExp(`^${name}`));
  await expect(said).toHaveText(/was picked up/);
  for (let step = 0; step < steps; step += 1) {
    const before = await said.textContent();
    const saidElse = said.filter({ hasNotText: before ?? '' });
    await pressUntilSaid(handle.page(), arrow, saidElse);
  }
  await handle.page().keyboard.press('Space');
  await expect(said).toHaveText(/was put down/);
}

/** What is said to those who do not see it. */
export function saying(manager: Locator, sentence: RegExp): Locator {
  return manager.getByRole('status').filter({ hasText: sentence });
}

async function middleOf(manager: Locator, name: string): Promise<{ x: number; y: number }> {
  const picture = tileOf(manager, name).getByRole('button', { name: `Select ${name}` });
  await picture.scrollIntoViewIfNeeded();
  const box = await picture.boundingBox();
  if (!box) throw new Error(`${name} is not to be seen`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
