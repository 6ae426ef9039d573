// What only an admin may see.
import { people } from './support/people.ts';
import { expect, expectAccessible, signIn, test } from './support/test.ts';

test('an admin sees how the installation is doing', async ({ page }) => {
  await signIn(page, people.admin);
  await page.getByRole('link', { name: 'System' }).click();
  await expect(page.getByRole('heading', { name: 'System', level: 1 })).toBeVisible();
  await expect(page.getByText('Answers', { exact: true })).toHaveCount(3);
  await expect(page.getByText(/^ffmpeg /)).toBeVisible();
  await expectAccessible(page);
});

test('an editor is not even told that the page exists', async ({ editorPage, expectedErrors }) => {
  expectedErrors.push(/status of 404/);
  await expect(editorPage.getByRole('link', { name: 'System' })).toHaveCount(0);
  const answer = await editorPage.goto('/system');
  expect(answer?.status()).toBe(404);
  await expect(editorPage.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
});
