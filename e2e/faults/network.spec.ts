// An upload ends with the file stored once, whatever the network does meanwhile.
import { api } from '#lib/shared/paths.ts';
import { someIsSent } from '../support/some-sent.ts';
import { expect, test } from './support/test.ts';
import {
  createUpload,
  expectBalanced,
  expectExactlyOnce,
  partsLetThrough,
  startUpload,
} from './support/uploading.ts';

const completeUpload = { method: 'POST', path: /^\/api\/uploads\/([^/]+\/)?complete$/ };
const putPart = { method: 'PUT', path: /partNumber=/ };

test('connections are reset in the middle of parts', async ({ page, stage, film }) => {
  stage.store.rules.add({
    match: { part: 2 },
    fault: { kind: 'reset', afterBytes: 1_000_000 },
    times: 2,
  });
  stage.store.rules.add({ match: { part: 5 }, fault: { kind: 'reset', afterBytes: 0 }, times: 2 });
  await startUpload(page, film);
  await expectExactlyOnce(stage, film);
});

for (const status of [500, 503, 429] as const) {
  test(`the store answers a burst of ${status}`, async ({ page, stage, film }) => {
    const retryAfterSeconds = status === 500 ? undefined : 1;
    const burst = stage.store.rules.add({
      match: putPart,
      fault: {
        kind: 'answer',
        status,
        when: status === 500 ? 'before-body' : 'after-body',
        retryAfterSeconds,
      },
      times: 6,
    });
    await startUpload(page, film);
    await expectExactlyOnce(stage, film);
    expect(burst.hits()).toBe(6);
  });
}

test.describe('with parts larger than what a system buffers for a connection', () => {
  test.use({ filmBytes: 52 * 1024 * 1024 });

  test('a connection stalls without a word', async ({ page, stage, film }) => {
    const fault = { kind: 'stall', afterBytes: 0 } as const;
    const stall = stage.store.rules.add({ match: { part: 3 }, fault, times: 1 });
    await startUpload(page, film);
    // Where it is buffered all the same, only the answer is missing, and that is waited for longer.
    await expectExactlyOnce(stage, film, { withinMs: 80_000 });
    expect(stall.hits()).toBe(1);
  });
});

test('every address signed at first has expired', async ({ page, stage, film }) => {
  const expired = stage.store.rules.add({
    match: putPart,
    fault: { kind: 'answer', status: 403, when: 'after-body' },
    times: 8,
  });
  await startUpload(page, film);
  await expectExactlyOnce(stage, film);
  expect(expired.hits()).toBe(8);
});

test('the answer to the opening of the upload is lost', async ({ page, stage, film }) => {
  const lost = stage.app.rules.add({
    match: createUpload,
    fault: { kind: 'lose-answer' },
    times: 1,
  });
  await startUpload(page, film);
  await expectExactlyOnce(stage, film);
  expect(lost.hits()).toBe(1);
});

test('the answers to the first and the last part are lost', async ({ page, stage, film }) => {
  for (const part of [1, 8]) {
    stage.store.rules.add({ match: { part }, fault: { kind: 'lose-answer' }, times: 1 });
  }
  await startUpload(page, film);
  await expectExactlyOnce(stage, film);
});

test('the answer to the completion is lost', async ({ page, stage, film }) => {
  const lost = stage.app.rules.add({
    match: completeUpload,
    fault: { kind: 'lose-answer' },
    times: 1,
  });
  await startUpload(page, film);
  await expectExactlyOnce(stage, film);
  expect(lost.hits()).toBe(1);
});

test('the completion is asked for many times at once', async ({ page, stage, film }) => {
  const completion = page.waitForRequest((request) =>
    completeUpload.path.test(new URL(request.url()).pathname),
  );
  await startUpload(page, film);
  await completion;
  const [record] = await stage.books.recordsOf(film.fileName);
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => page.request.post(api.completeUpload(record?.uploadId ?? ''))),
  );
  expect(answers.map((answer) => answer.status())).toEqual([200, 200, 200, 200]);
  expect(
    new Set(await Promise.all(answers.map(async (answer) => (await answer.json()).id))),
  ).toEqual(new Set([record?.mediaId]));
  await expectExactlyOnce(stage, film);
});

test('the answer to the cancelling is lost', async ({ page, stage, film }) => {
  stage.store.rules.add({ match: { part: 6 }, fault: { kind: 'stall', afterBytes: 1000 } });
  const lost = stage.app.rules.add({
    match: { method: 'DELETE' },
    fault: { kind: 'lose-answer' },
    times: 1,
  });
  await startUpload(page, film);
  await someIsSent(page);
  await page.getByRole('button', { name: 'Cancel upload' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel upload' }).click();
  await expect.poll(() => stage.books.recordsOf(film.fileName)).toEqual([]);
  expect(lost.hits()).toBe(1);
  await expectBalanced(stage.books);
});

test('the connection is gone for 20 seconds', async ({ page, stage, film }) => {
  stage.store.rules.add({
    match: { part: 4 },
    fault: { kind: 'stall', afterBytes: 1000 },
    times: 1,
  });
  await startUpload(page, film);
  await expect.poll(() => stage.books.storedPartsOf(film.fileName)).not.toEqual([]);
  await page.context().setOffline(true);
  const offlineAt = performance.now();
  await expect(page.getByText(/connection/i).first()).toBeVisible();
  const sentBefore = partsLetThrough(stage).length;
  const offlineSeconds = () => (performance.now() - offlineAt) / 1000;
  await expect.poll(offlineSeconds, { timeout: 25_000 }).toBeGreaterThan(20);
  expect(partsLetThrough(stage)).toHaveLength(sentBefore);
  await page.context().setOffline(false);
  await expectExactlyOnce(stage, film);
});

for (const [where, minutes] of [
  ['behind', -10],
  ['ahead', 10],
] as const) {
  test(`the clock of the browser is ten minutes ${where}`, async ({ page, stage, film }) => {
    await page.addInitScript((aheadMs) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + aheadMs;
    }, minutes * 60_000);
    await startUpload(page, film);
    await expectExactlyOnce(stage, film);
  });
}
