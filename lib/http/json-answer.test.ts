import { expect, test } from 'vitest';
import { jsonAnswer } from './json-answer.ts';

function answerTo(
  headers: Record<string, string> = {},
  init: { result?: unknown; method?: string; status?: number } = {},
) {
  const { result, method = 'GET', status = 200 } = { result: { a: 1 }, ...init };
  const request = new Request('http://studio.example/api/films', { method, headers });
  return jsonAnswer(result, { request, status, requestId: 'r1' });
}

test('what is read has a mark, by which it is known again', async () => {
  const first = answerTo();
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  expect(first.headers.get('vary')).toBe('cookie, authorization');
  for (const known of [etag, etag.slice(2), `"x", ${etag}`, '*']) {
    const again = answerTo({ 'if-none-match': known });
    expect([again.status, await again.text()], known).toEqual([304, '']);
    expect(again.headers.get('etag')).toBe(etag);
    expect(again.headers.get('content-type')).toBeNull();
  }
});

test('what changed is sent', async () => {
  const etag = answerTo().headers.get('etag') ?? '';
  const changed = answerTo({ 'if-none-match': etag }, { result: { a: 2 } });
  expect([changed.status, await changed.json()]).toEqual([200, { a: 2 }]);
});

test('what was done is kept by nobody', () => {
  const done = answerTo({ 'if-none-match': '*' }, { method: 'POST', status: 201 });
  expect(done.status).toBe(201);
  expect(done.headers.get('etag')).toBeNull();
  expect(done.headers.get('cache-control')).toBe('no-store');
});

test('nothing is 204, and a Response is answered as it is', () => {
  expect(answerTo({}, { result: undefined, method: 'DELETE' }).status).toBe(204);
  const stream = new Response('data: 1', { headers: { 'content-type': 'text/event-stream' } });
  expect(answerTo({ 'if-none-match': '*' }, { result: stream })).toBe(stream);
});
