// The documentation of the API: for everybody, readable on a phone, in both looks.
import { expect, expectAccessible, test } from './support/test.ts';

test('a stranger reads the API, follows its contents and copies a command', async ({ page }) => {
  await page.goto('/docs');
  await expect(page.getByRole('heading', { name: 'API', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'Open an upload' }).first().click();
  await expect(page).toHaveURL(/#createUpload$/);
  const upload = page.getByRole('region', { name: 'Open an upload' });
  await expect(upload.getByText('/api/uploads', { exact: true })).toBeInViewport();
  await upload.getByText('Body', { exact: true }).click();
  await expect(upload.getByText(/"purpose": "photo.image"/)).toBeVisible();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await upload.getByRole('button', { name: 'Copy: curl: POST /api/uploads' }).click();
  await expect(upload.getByText('Copied')).toBeAttached();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('curl -X POST "$CUTROOM_URL/api/uploads"');
  await expectAccessible(page);
});

test('it fits a phone, and the dark', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/docs');
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll('details')) folded.open = true;
  });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await expectAccessible(page);
});

test('the document is where the page says, and known again', async ({ page, request }) => {
  await page.goto('/docs');
  const link = page.getByRole('link', { name: 'OpenAPI document (JSON)' });
  const address = (await link.getAttribute('href')) ?? '';
  const answer = await request.get(address);
  expect(await answer.json()).toMatchObject({ openapi: '3.1.1' });
  const headers = { 'if-none-match': answer.headers().etag ?? '' };
  expect((await request.get(address, { headers })).status()).toBe(304);
});

test('what is no address of the API, or not its method, is told as a problem', async ({
  request,
}) => {
  const nothing = await request.get('/api/nothing/here');
  expect(nothing.status()).toBe(404);
  expect(nothing.headers()['content-type']).toBe('application/problem+json');
  const wrong = await request.delete('/api/films');
  expect([wrong.status(), wrong.headers().allow]).toEqual([405, 'GET, HEAD, POST, OPTIONS']);
  expect(await wrong.json()).toMatchObject({ code: 'method_not_allowed' });
  const head = await request.head('/api/health');
  expect([head.status(), await head.text()]).toEqual([200, '']);
});
