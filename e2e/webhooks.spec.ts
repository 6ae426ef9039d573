// Webhooks, from the form to what a program on this machine receives, and the log of it.
import { createHmac } from 'node:crypto';
import type { Page } from 'playwright/test';
import { openWebhookReceiver, type ReceivedWebhook } from '#lib/testing/webhook-receiver.ts';
import { sampleImage } from './support/bring-files.ts';
import { expect, expectAccessible, test } from './support/test.ts';

/** As a program would do it, by what the README says. */
function isOurs({ headers, body }: ReceivedWebhook, secret: string): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp } = headers;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const isFresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < 300;
  return isFresh && String(headers['webhook-signature']).split(' ').includes(`v1,${expected}`);
}

/** The worker comes after everything else of the machine, and after its start. */
const patience = { timeout: 90_000 };

/** A picture comes into the library as a program brings it. */
async function upload(page: Page): Promise<string> {
  const { name, mimeType: contentType, buffer } = sampleImage('hooked.jpg');
  const data = { fileName: name, size: buffer.length, contentType, purpose: 'media.image' };
  const ticket = await (await page.request.post('/api/uploads', { data })).json();
  await page.request.put(ticket.url, { headers: ticket.headers, data: buffer });
  const done = await page.request.post(`/api/uploads/${ticket.id}/complete`, { data: {} });
  expect(done.status()).toBe(200);
  return ticket.mediaId;
}

const cardOf = (page: Page, name: string) =>
  page
    .getByRole('list', { name: 'Webhooks' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name }) });

test('a webhook is made, tested, told of a picture, given a new secret and deleted', async ({
  editorPage: page,
}) => {
  const receiver = await openWebhookReceiver();
  const name = `Archive ${Date.now()}`;
  await page.goto('/settings');
  await page
    .getByRole('navigation', { name: 'Settings' })
    .getByRole('link', { name: 'Webhooks' })
    .click();
  await page.getByRole('button', { name: 'New webhook' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Name')).toBeFocused();
  await dialog.getByLabel('Address').fill('ftp://me@nowhere');
  await dialog.getByRole('button', { name: 'Make webhook' }).click();
  await expect(dialog.getByText('This is required.')).toBeVisible();
  await expect(dialog.getByText('Enter a public https address')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Address').fill(receiver.url);
  await dialog.getByLabel('media.failed').uncheck();
  await dialog.getByRole('button', { name: 'Make webhook' }).click();
  await expect(dialog.getByText('it is not shown again')).toBeVisible();
  const secret = await dialog.getByLabel('Secret', { exact: true }).inputValue();
  await expect(dialog.getByRole('button', { name: 'Copy secret' })).toBeFocused();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(secret)).toHaveCount(0);

  const card = cardOf(page, name);
  await expect(card.getByText('Active')).toBeVisible();
  await card.getByRole('button', { name: `Send a test to “${name}”` }).click();
  const log = card.getByRole('list', { name: 'Deliveries' });
  const row = (text: string) =>
    log
      .locator('details')
      .filter({ has: page.locator('summary').filter({ hasText: text }) })
      .first();
  await expect(row('webhook.ping').getByText('Delivered')).toBeVisible(patience);
  expect(receiver.got.map((message) => isOurs(message, secret))).toEqual([true]);

  const mediaId = await upload(page);
  await expect.poll(() => receiver.got.length, patience).toBe(3);
  const told = receiver.got.map(({ body }) => JSON.parse(body));
  expect(told.slice(1).map(({ type, data }) => [type, data.id, data.status])).toEqual([
    ['upload.completed', mediaId, 'processing'],
    ['media.ready', mediaId, 'ready'],
  ]);
  expect(receiver.got.every((message) => isOurs(message, secret))).toBe(true);
  expect(new Set(receiver.got.map(({ headers }) => headers['webhook-id'])).size).toBe(3);

  await page.reload();
  await card.getByRole('button', { name: 'Deliveries' }).click();
  await expect(row('media.ready')).toContainText('hooked.jpg');
  await row('media.ready').locator('summary').click();
  await expect(row('media.ready').getByText('Answered 204')).toBeVisible();
  await expect(row('media.ready').getByLabel('Message', { exact: true })).toHaveValue(
    new RegExp(mediaId),
  );
  await expectAccessible(page);

  await card.getByRole('button', { name: `New secret for “${name}”` }).click();
  await page.getByRole('button', { name: 'Make new secret' }).click();
  const newer = await dialog.getByLabel('Secret', { exact: true }).inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(card.getByText('signed with both secrets until')).toBeVisible();
  await row('media.ready').getByRole('button', { name: 'Send media.ready again' }).click();
  await expect.poll(() => receiver.got.length, patience).toBe(4);
  const again = receiver.got[3];
  if (!again) throw new Error('nothing came');
  expect([isOurs(again, secret), isOurs(again, newer)]).toEqual([true, true]);
  expect(again.headers['webhook-id']).toBe(receiver.got[2]?.headers['webhook-id']);

  await card.getByRole('button', { name: `Delete “${name}”` }).click();
  await page.getByRole('button', { name: 'Delete webhook' }).click();
  await expect(card).toHaveCount(0);
  receiver.close();
});

test('what is refused is shown with its answer, tried again, and sent again by hand', async ({
  editorPage: page,
  expectedErrors,
}) => {
  // Sending to one that is off.
  expectedErrors.push(/status of 409/);
  const receiver = await openWebhookReceiver();
  receiver.answer = () => 500;
  const name = `Shaky ${Date.now()}`;
  const data = { name, url: receiver.url, events: ['upload.completed'] };
  const { id } = await (await page.request.post('/api/webhooks', { data })).json();
  await upload(page);
  await page.goto('/settings/webhooks');
  const card = cardOf(page, name);
  await card.getByRole('button', { name: 'Deliveries' }).click();
  await card.locator('summary').click();
  await expect(card.getByText('Answered 500')).toHaveCount(2, patience);
  await expect(card.getByText('answered 500').first()).toBeVisible();
  await expect(card.getByText(/Next attempt: \d/)).toBeVisible();
  await expect(card.getByText('Nothing has got through since')).toBeVisible();
  receiver.answer = () => 204;
  await card.getByRole('button', { name: 'Send upload.completed again' }).click();
  await expect(card.getByText('Delivered')).toBeVisible(patience);
  await expect(card.getByText('Answered 204')).toBeVisible();

  await card.getByRole('button', { name: `Pause “${name}”` }).click();
  await expect(card.getByText('Paused')).toBeVisible();
  await card.getByRole('button', { name: 'Send upload.completed again' }).click();
  await expect(page.getByText('This webhook is off. Turn it on first.')).toBeVisible();
  receiver.answer = () => 410;
  await card.getByRole('button', { name: `Turn on “${name}”` }).click();
  await expect(card.getByText('Active')).toBeVisible();
  await card.getByRole('button', { name: 'Send upload.completed again' }).click();
  await expect(card.getByText('The receiver answered that it is gone.')).toBeVisible(patience);
  await expect(card.getByText('Turned off')).toBeVisible();
  await page.request.delete(`/api/webhooks/${id}`);
  receiver.close();
});

const webhooks = '**/api/webhooks';
const envelope = (results: object[]) => ({
  json: { count: results.length, next: null, previous: null, results },
});

test('a list that cannot be loaded says so, and is asked for again', async ({
  editorPage: page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 503/);
  const problem = { type: 'about:blank', title: 'x', status: 503, detail: 'x', requestId: 'x' };
  const refusal = { ...problem, code: 'database_unavailable' };
  await page.route(webhooks, (route) => route.fulfill({ status: 503, json: refusal }));
  await page.goto('/settings/webhooks');
  await expect(page.getByText('The webhooks could not be loaded')).toBeVisible();
  await expectAccessible(page);
  await page.unroute(webhooks);
  await page.route(webhooks, (route) => route.fulfill(envelope([])));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'No webhooks yet' })).toBeVisible();
  await expectAccessible(page);
});

const times = { createdAt: '2026-11-20T09:00:00Z', updatedAt: '2026-11-20T09:00:00Z' };
const row = {
  ...{ url: 'https://hooks.example.com/cutroom', events: ['media.ready', 'media.failed'] },
  ...{ status: 'active', disabledReason: null, failingSince: null, previousSecretUntil: null },
  ...times,
};
const attempt = { startedAt: '2026-11-21T09:00:00Z', durationMs: 340, statusCode: 502 };
const attempts = [
  { ...attempt, failure: 'status', answer: `<html>${'Bad gateway '.repeat(60)}</html>` },
  { startedAt: '2026-11-21T09:05:00Z', durationMs: 15_000, statusCode: null, failure: 'timeout' },
].map((one) => ({ answer: null, ...one }));
const message = { type: 'webhook.ping', timestamp: times.createdAt, data: { webhookId: '1' } };
const delivery = {
  ...{ type: 'media.ready', status: 'pending', failure: null, body: JSON.stringify(message) },
  ...{ attempts, nextAttemptAt: '2036-11-21T10:00:00Z', createdAt: '2026-11-21T09:00:00Z' },
};

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1280, height: 860 },
    { width: 390, height: 844 },
  ]) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });
      test('every state of a webhook is accessible and fits', async ({ editorPage: page }) => {
        const longUrl = `https://hooks.example.com/${'a-very-long-path'.repeat(12)}`;
        const results = [
          { ...row, id: '1', name: 'Archive', previousSecretUntil: '2036-11-21T10:00:00Z' },
          { ...row, id: '2', name: 'Backup', failingSince: times.createdAt, url: longUrl },
          { ...row, id: '3', name: 'Old one', status: 'disabled', disabledReason: 'gone' },
          { ...row, id: '4', name: 'N'.repeat(100), status: 'paused', events: ['media.ready'] },
        ];
        await page.route(webhooks, (route) => route.fulfill(envelope(results)));
        await page.route('**/api/webhooks/1/deliveries', (route) =>
          route.fulfill(
            envelope([
              { ...delivery, id: 'a' },
              { ...delivery, id: 'b', status: 'delivered', nextAttemptAt: null },
              { ...delivery, id: 'c', status: 'failed', failure: 'gave_up', nextAttemptAt: null },
            ]),
          ),
        );
        await page.goto('/settings/webhooks');
        const card = cardOf(page, 'Archive');
        await card.getByRole('button', { name: 'Deliveries' }).click();
        await expect(card.locator('summary')).toHaveCount(3);
        for (const summary of await card.locator('summary').all()) await summary.click();
        await expect(card.getByText('No answer in time').first()).toBeVisible();
        await expectAccessible(page);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width, 'wider than the screen').toBeLessThanOrEqual(viewport.width);
        await page.screenshot({ path: test.info().outputPath('webhooks.png'), fullPage: true });
        await page.getByRole('button', { name: 'New webhook' }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectAccessible(page);
        await page.screenshot({ path: test.info().outputPath('dialog.png') });
      });
    });
  }
}
