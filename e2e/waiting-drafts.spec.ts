// What was begun and not saved, above the list it belongs to.
import type { Page } from 'playwright/test';
import { expect, expectAccessible, test } from './support/test.ts';

const waiting = (page: Page) => page.getByRole('region', { name: 'Unfinished' });

async function beginAlbum(page: Page, title: string): Promise<void> {
  const answer = await page.request.put(`/api/drafts/${crypto.randomUUID()}`, {
    data: { noun: 'album', fields: { title } },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

test('a list offers what was begun: it is gone on with, or thrown away', async ({
  editorPage: page,
}) => {
  for (const title of ['Lakes', 'Meres', 'Tarns']) await beginAlbum(page, title);
  const answer = await page.request.get('/albums');
  expect(await answer.text(), 'the server sends them along').toContain('“Tarns”');
  await page.goto('/albums');
  await expect(waiting(page)).toContainText('“Tarns”');
  await expect(waiting(page).getByText('“Lakes”')).toBeHidden();
  await waiting(page).getByRole('button', { name: 'Show 1 more' }).click();
  await expect(waiting(page)).toContainText('“Lakes”');
  await expectAccessible(page);

  const discard = () => waiting(page).getByRole('button', { name: 'Discard draft' }).first();
  for (const title of ['Tarns', 'Meres']) {
    await expect(waiting(page).getByText(`“${title}”`)).toBeVisible();
    await discard().click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Discard draft' }).click();
    await expect(waiting(page).getByText(`“${title}”`)).toBeHidden();
  }
  await waiting(page).getByRole('link', { name: 'Continue: Lakes' }).click();
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue('Lakes');
  await page.getByRole('button', { name: 'Create album' }).click();
  await expect(page.getByText('“Lakes” was created.')).toBeVisible();
  await page.goto('/albums');
  await expect(page.getByRole('link', { name: 'Lakes', exact: true })).toBeVisible();
  await expect(waiting(page)).toBeHidden();
});
