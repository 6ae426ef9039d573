import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { AppError } from '#lib/shared/errors.ts';
import { command, request, speakFor } from './api.ts';
import { NetworkError } from './network-error.ts';

afterEach(() => vi.unstubAllGlobals());

function answer(body: unknown, init?: ResponseInit) {
  const fetchStub = vi.fn<typeof fetch>(async () =>
    body === undefined ? new Response(null, init) : Response.json(body, init),
  );
  vi.stubGlobal('fetch', fetchStub);
  return fetchStub;
}

const thing = z.object({ id: z.string() });

test('sends JSON and answers the parsed body without what the schema does not name', async () => {
  const fetchStub = answer({ id: 'a', extra: 1 }, { status: 201 });
  const made = await request('/api/things', thing, {
    method: 'POST',
    body: { name: 'x' },
    headers: { 'idempotency-key': 'k' },
  });
  expect(made).toEqual({ id: 'a' });
  const [path, init] = fetchStub.mock.calls[0] ?? [];
  expect(path).toBe('/api/things');
  expect(init).toMatchObject({
    method: 'POST',
    body: '{"name":"x"}',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
  });
});

test('says for whom the page was made, but never while a page is drawn on the server', async () => {
  const fetchStub = answer({ id: 'a' });
  const toldIn = (call: number) =>
    new Headers(fetchStub.mock.calls[call]?.[1]?.headers).get('cutroom-person');
  speakFor({ id: 'somebody' });
  await request('/api/things', thing);
  vi.stubGlobal('window', {});
  speakFor({ id: 'ada' });
  await request('/api/things', thing);
  expect([toldIn(0), toldIn(1)]).toEqual([null, 'ada']);
});

test('rethrows the error of the server with its fields', async () => {
  const errors = [
    { path: 'slug', message: 'Use lower-case letters.', code: 'slug' },
    { path: 'year', message: 'Too big.' },
  ];
  answer(
    {
      type: 'about:blank',
      title: 'Invalid',
      status: 422,
      detail: 'Check the fields.',
      code: 'invalid_request',
      errors,
      requestId: 'r',
    },
    { status: 422 },
  );
  const error = await request('/api/films', thing).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({
    code: 'invalid_request',
    message: 'Check the fields.',
    fields: [
      { path: 'slug', message: 'slug' },
      { path: 'year', message: 'Too big.' },
    ],
  });
});

test('keeps the time to wait of a rate limit', async () => {
  answer(
    {
      type: 'about:blank',
      title: 'Slow down',
      status: 429,
      detail: 'Too many.',
      code: 'rate_limited',
      requestId: 'r',
    },
    { status: 429, headers: { 'retry-after': '7' } },
  );
  await expect(command('/api/films', { method: 'POST' })).rejects.toMatchObject({
    code: 'rate_limited',
    retryAfterSeconds: 7,
  });
});

test.each([
  [500, 'internal'],
  [502, 'storage_unavailable'],
  [503, 'storage_unavailable'],
])('an answer %i without a problem body is %s', async (status, code) => {
  vi.stubGlobal('fetch', async () => new Response('<html>', { status }));
  await expect(request('/api/films', thing)).rejects.toMatchObject({ code });
});

test('an answer that breaks the contract is an internal error, not undefined data', async () => {
  answer({ id: 1 });
  await expect(request('/api/films', thing)).rejects.toMatchObject({ code: 'internal' });
});

test('no answer is a NetworkError', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('fetch failed');
  });
  await expect(request('/api/films', thing)).rejects.toBeInstanceOf(NetworkError);
});

test('an aborted call rejects with the reason of the abort, not with a network error', async () => {
  const controller = new AbortController();
  vi.stubGlobal('fetch', async () => {
    controller.abort();
    throw controller.signal.reason;
  });
  await expect(request('/api/films', thing, { signal: controller.signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
});
