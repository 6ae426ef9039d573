// Who gets in, and where they come out.
import { people } from './support/people.ts';
import { expect, expectAccessible, signIn, test } from './support/test.ts';

test('a stranger is sent to sign in, and then to where they wanted to go', async ({ page }) => {
  await page.goto('/films/new');
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await expectAccessible(page);
  await page.getByLabel('E-mail').fill(people.editor.email);
  await page.getByLabel('Password').fill(people.editor.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/films\/new$/);
});

test('a wrong password is said, and an address elsewhere is not followed', async ({
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 401/);
  await page.goto('/sign-in?callbackUrl=https://example.com/');
  await page.getByLabel('E-mail').fill(people.editor.email);
  await page.getByLabel('Password').fill('not this one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText(/do not go together/)).toBeVisible();
  await page.getByLabel('Password').fill(people.editor.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(new RegExp(`:${process.env.E2E_PORT}/films$`));
});

test('signing out ends it', async ({ page }) => {
  await signIn(page, people.admin);
  await page.getByRole('button', { name: /Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto('/films');
  await expect(page).toHaveURL(/\/sign-in/);
});
