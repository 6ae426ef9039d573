// What an admin sees of the audits of the store.
import { people } from './support/people.ts';
import { expect, expectAccessible, signIn, test } from './support/test.ts';

test('an admin starts an audit, watches it and reads what it found', async ({ page }) => {
  await signIn(page, people.admin);
  await page.getByRole('link', { name: 'System' }).click();
  await page.getByRole('link', { name: 'Storage audit' }).click();
  await expect(page.getByRole('heading', { name: 'Storage audit', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Start an audit' }).click();
  const newest = page.getByRole('list', { name: 'Last audits' }).getByRole('listitem').first();
  await expect(newest.getByText('started here')).toBeVisible({ timeout: 60_000 });
  await expect(newest.getByText(/All agrees|finding/)).toBeVisible();
  await expect(newest.getByRole('heading', { name: 'Age of objects' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start an audit' })).toBeEnabled();
});

test('an editor is not even told that the page exists', async ({ editorPage, expectedErrors }) => {
  expectedErrors.push(/status of 404/);
  const answer = await editorPage.goto('/system/storage');
  expect(answer?.status()).toBe(404);
  expect((await editorPage.request.get('/api/storage-audits')).status()).toBe(403);
});

const audits = '**/api/storage-audits';
const amount = { count: 0, bytes: 0 };
const report = {
  ...{ graceSeconds: 86_400, named: 1_200_345, objects: { count: 1_200_345, bytes: 7.3e12 } },
  orphans: { count: 2, bytes: 5_000_000, foreign: 1, keys: ['elsewhere/a.txt', 'videos/b.mp4'] },
  missing: {
    ...{ count: 2, bytes: 42, byKind: { original: 1, rendition: 1, caption: 0, upload: 0 } },
    found: [{ key: `images/${'c'.repeat(60)}.png`, kind: 'original', mediaId: 'm' }],
  },
  mismatched: { count: 0, found: [] },
  multiparts: { open: 3, orphans: 1, keys: ['videos/d.mp4'] },
  spared: { young: { count: 12, bytes: 4_000 }, underWay: amount },
  ages: [1, 24, 168, 720, 2160, 8760, null].map((upToHours, index) => ({
    ...{ upToHours, count: 10 ** index, bytes: 10 ** (index + 6) },
  })),
};
const times = { createdAt: '2026-11-22T04:23:00Z', startedAt: null, finishedAt: null };
const row = { objectCount: 0, report: null, repair: null, failure: null, ...times };
const repair = {
  ...{ removed: { count: 2, bytes: 5e6 }, aborted: 1, failedMedia: 1, spared: 0, refused: 0 },
  ...{ isHeld: false, waiting: 0, waitingUntil: null },
};

test('a list that cannot be loaded says so, and is asked for again', async ({
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 503/);
  await signIn(page, people.admin);
  const problem = { type: 'about:blank', title: 'x', status: 503, detail: 'x', requestId: 'x' };
  const refusal = { ...problem, code: 'storage_unavailable' };
  await page.route(audits, (route) => route.fulfill({ status: 503, json: refusal }));
  await page.goto('/system/storage');
  await expect(page.getByText('The audits could not be loaded')).toBeVisible({ timeout: 20_000 });
  await page.unroute(audits);
  await page.route(audits, (route) => route.fulfill({ json: { results: [] } }));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'No audit yet' })).toBeVisible();
  await expectAccessible(page);
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1280, height: 860 },
    { width: 390, height: 844 },
  ]) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });
      test('every state of an audit is accessible and fits', async ({ page }) => {
        await signIn(page, people.admin);
        const results = [
          { ...row, id: '1', status: 'running', startedBy: 'person', objectCount: 340_000 },
          { ...row, id: '2', status: 'done', startedBy: 'schedule', report },
          { ...row, id: '3', status: 'failed', startedBy: 'person', failure: 'stalled' },
          { ...row, id: '4', status: 'done', startedBy: 'command', report, repair },
        ];
        await page.route(audits, (route) => route.fulfill({ json: { results } }));
        await page.goto('/system/storage');
        await expect(page.getByText('340,000 objects looked at')).toBeVisible();
        await expect(page.getByText('elsewhere/a.txt').first()).toBeVisible();
        await page.getByText('Not finished').click();
        await expect(page.getByText('fell silent')).toBeVisible();
        await page.getByText('by npm run audit', { exact: true }).click();
        await expect(page.getByText('Put right: 2 objects removed')).toBeVisible();
        await expectAccessible(page);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width, 'wider than the screen').toBeLessThanOrEqual(viewport.width);
        await page.screenshot({
          path: test.info().outputPath('audit.png'),
          fullPage: true,
        });
      });
    });
  }
}
