import { expect, test, vi } from 'vitest';
import { openDatabase } from '#lib/db/client.ts';
import { problemResponse } from './problem.ts';

vi.mock('../env/log.ts', () => ({ log: () => ({ error() {} }) }));

test('a database that does not answer is said to be away, and when to ask again', async () => {
  const nowhere = openDatabase('postgresql://nobody@127.0.0.1:9/nothing');
  const thrown = await nowhere.media.count().catch((error: unknown) => error);
  const answer = problemResponse(thrown, 'request-1');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('retry-after')).toBe('5');
  expect(await answer.json()).toMatchObject({
    ...{ type: '/problems/database_unavailable', code: 'database_unavailable', status: 503 },
    requestId: 'request-1',
  });
});

test('what nobody expected gets a fixed sentence, and tells nothing of its cause', async () => {
  const answer = problemResponse(new Error('a secret path'), 'request-2');
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('secret');
});
