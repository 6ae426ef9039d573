// Files that came to nothing say in the library why, until when they are kept, and what can be done.
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright/test';
import { openFile } from './support/open-file.ts';
import { expect, expectAccessible, test } from './support/test.ts';

async function openUpload(page: Page, fileName: string, size: number) {
  const data = { fileName, size, contentType: 'image/png', purpose: 'media.image' };
  const answer = await page.request.post('/api/uploads', { data });
  expect(answer.status()).toBe(201);
  return answer.json();
}

async function look(page: Page, name: string) {
  await page.goto('/library');
  return openFile(page, name);
}

test('a refused file says what was wrong and when it goes, and offers no try that cannot help', async ({
  editorPage: page,
}) => {
  const name = `refused-${randomUUID().slice(0, 8)}.png`;
  const body = 'no picture at all';
  const { id, url, headers } = await openUpload(page, name, body.length);
  expect((await page.request.put(url, { data: body, headers })).ok()).toBe(true);
  const completed = await page.request.post(`/api/uploads/${id}/complete`, { data: {} });
  expect(completed.status()).toBe(415);
  const details = await look(page, name);
  await expect(details.getByRole('alert')).toContainText('not what its name says');
  await expect(details.getByText(/^It is kept until .+, then removed/)).toBeVisible();
  await expect(details.getByRole('button', { name: 'Process again' })).toHaveCount(0);
  await expectAccessible(page);
  await details.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText(`“${name}” was deleted.`)).toBeVisible();
});

test('an upload that fell silent says where it goes on and when it goes', async ({
  editorPage: page,
}) => {
  const name = `silent-${randomUUID().slice(0, 8)}.png`;
  const { mediaId } = await openUpload(page, name, 1000);
  // An hour later, as far as the page is told.
  await page.route('**/api/uploads', async (route) => {
    if (route.request().method() !== 'GET') return route.fallback();
    const response = await route.fetch();
    const sessions: { mediaId: string; idleSeconds: number }[] = await response.json();
    for (const session of sessions) if (session.mediaId === mediaId) session.idleSeconds = 3600;
    return route.fulfill({ response, json: sessions });
  });
  const details = await look(page, name);
  await expect(details.getByText(/^Nothing was heard of this upload/)).toBeVisible();
  await expect(details.getByText(/^If nothing more arrives, it is removed: /)).toBeVisible();
  await expectAccessible(page);
  await details.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText(`“${name}” was deleted.`)).toBeVisible();
});
