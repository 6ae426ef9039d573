// API tokens, from the menu to the first request of a program, and their end.
import { request as program } from 'playwright/test';
import { people } from './support/people.ts';
import { expect, expectAccessible, signIn, test } from './support/test.ts';

test('a token is made, shown once, used by a program and revoked', async ({ editorPage: page }) => {
  const name = `Backup ${Date.now()}`;
  await page.getByRole('button', { name: /Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await expect(page).toHaveURL(/\/settings\/tokens$/);
  const settings = page.getByRole('navigation', { name: 'Settings' });
  await expect(settings.getByRole('link', { name: 'API tokens' })).toHaveAttribute(
    ...['aria-current', 'page'],
  );

  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await expect(dialog.getByLabel('Admin')).toHaveCount(0);
  await dialog.getByLabel('Read').uncheck();
  await dialog.getByRole('button', { name: 'Make token' }).click();
  await expect(dialog.getByText('This is required.')).toBeVisible();
  await expect(dialog.getByText('Choose what it may do')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Read').check();
  await dialog.getByLabel('Expires').click();
  await page.getByRole('option', { name: 'In 30 days' }).click();
  await dialog.getByRole('button', { name: 'Make token' }).click();

  await expect(page.getByRole('dialog', { name: `“${name}” was made` })).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Copy token' })).toBeFocused();
  const secret = await dialog.getByLabel('Token', { exact: true }).inputValue();
  expect(secret).toMatch(/^cutroom_[0-9a-z]{50}$/);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await dialog.getByRole('button', { name: 'Copy example' }).click();
  await expect(dialog.getByText('Copied.')).toBeAttached();
  const example = await page.evaluate(() => navigator.clipboard.readText());
  expect(example).toContain(secret);
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: 'New token' })).toBeFocused();

  const row = page.getByRole('listitem').filter({ hasText: name });
  await expect(row).toContainText('Never used');
  await expect(row).toContainText(`${secret.slice(0, 14)}…`);
  await expect(page.getByText(secret)).toHaveCount(0);
  const url = /http:\S+/.exec(example)?.[0] ?? '';
  const headers = { authorization: `Bearer ${secret}` };
  const context = await program.newContext({ extraHTTPHeaders: headers });
  const answer = await context.get(url);
  expect(answer.status()).toBe(200);
  expect(answer.headers()['ratelimit-policy']).toContain('"token";q=');
  const films = new URL('/api/films', url).href;
  expect((await context.post(films, { data: { title: 'No' } })).status()).toBe(403);
  await page.reload();
  await expect(row).toContainText(/Last used \d/);

  await row.getByRole('button', { name: `Revoke “${name}”` }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Revoke token' }).click();
  await expect(row).toHaveCount(0);
  await expect(page.getByRole('main')).toBeFocused();
  expect((await context.get(url)).status()).toBe(401);
  await context.dispose();
});

test('only an admin is offered the rights of one', async ({ page }) => {
  await signIn(page, people.admin);
  await page.goto('/settings');
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('All of it');
  await dialog.getByLabel('Admin').check();
  await expect(dialog.getByLabel('Admin')).toHaveAccessibleDescription(/belongs to everybody/);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toHaveCount(0);
});

const tokens = '**/api/tokens';

test('a list that cannot be loaded says so, and an empty one what to do', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 503/);
  const problem = { type: 'about:blank', title: 'x', status: 503, detail: 'x', requestId: 'x' };
  const refusal = { ...problem, code: 'database_unavailable' };
  await page.route(tokens, (route) => route.fulfill({ status: 503, json: refusal }));
  await page.goto('/settings/tokens');
  await expect(page.getByText('The tokens could not be loaded')).toBeVisible({ timeout: 20_000 });
  await page.unroute(tokens);
  const none = { count: 0, next: null, previous: null, results: [] };
  await page.route(tokens, (route) => route.fulfill({ json: none }));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'No tokens yet' })).toBeVisible();
  await expectAccessible(page);
});

const made = { prefix: 'cutroom_0a1b2c', createdAt: '2026-10-02T09:30:00.000Z' };
const results = [
  {
    ...{ ...made, id: '1', name: 'Nightly backup of the studio, on the machine in the cellar' },
    ...{ scopes: ['read', 'write', 'admin'], expiresAt: null },
    lastUsedAt: '2026-11-20T02:00:00.000Z',
  },
  {
    ...{ ...made, id: '2', name: 'x'.repeat(100), scopes: ['write'] },
    ...{ expiresAt: '2100-01-01T00:00:00.000Z', lastUsedAt: null },
  },
  {
    ...{ ...made, id: '3', name: 'Old', scopes: ['read'] },
    ...{ expiresAt: '2026-10-09T09:30:00.000Z', lastUsedAt: null },
  },
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1280, height: 860 },
    { width: 390, height: 844 },
  ]) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });
      test('the page and its windows are accessible and fit', async ({ editorPage: page }) => {
        const list = { count: 3, next: null, previous: null, results };
        const secret = `cutroom_${'0a1b2'.repeat(10)}`;
        await page.route(tokens, (route) =>
          route.request().method() === 'POST'
            ? route.fulfill({ status: 201, json: { ...results[0], token: secret } })
            : route.fulfill({ json: list }),
        );
        const fits = async (name: string) => {
          await expectAccessible(page);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          expect(width, 'wider than the screen').toBeLessThanOrEqual(viewport.width);
          await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
        };
        await page.goto('/settings/tokens');
        await expect(page.getByText('Expired on')).toBeVisible();
        await fits('tokens');
        await page.getByRole('button', { name: 'New token' }).click();
        await fits('new');
        await page.getByRole('dialog').getByLabel('Name').fill('Backup');
        await page.getByRole('button', { name: 'Make token' }).click();
        await expect(page.getByLabel('Token', { exact: true })).toHaveValue(secret);
        await fits('made');
      });
    });
  }
}
