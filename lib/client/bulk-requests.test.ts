import { afterEach, expect, test, vi } from 'vitest';
import { AppError } from '#lib/shared/errors.ts';
import { bulkMedia } from './bulk-requests.ts';
import { NetworkError } from './network-error.ts';

afterEach(() => vi.unstubAllGlobals());

type Asked = { ids: string[]; action: string; force?: boolean };

function answerWith(answer: (asked: Asked) => Response | Promise<Response>): Asked[] {
  const all: Asked[] = [];
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
    const asked = JSON.parse(body) as Asked;
    all.push(asked);
    return answer(asked);
  });
  return all;
}

const allDone = ({ ids }: Asked) => Response.json({ results: ids.map((id) => ({ id, ok: true })) });
const many = (count: number) => Array.from({ length: count }, (_, at) => String(at));

test('a hundred go in one request', async () => {
  const asked = answerWith(allDone);
  const outcomes = await bulkMedia({ ids: many(250), action: 'delete', force: true });
  expect(asked.map(({ ids, force }) => [ids.length, force])).toEqual([
    [100, true],
    [100, true],
    [50, true],
  ]);
  expect(outcomes.map(({ id }) => id)).toEqual(many(250));
  expect(outcomes.every(({ error }) => error === undefined)).toBe(true);
});

test('what the server says of each is an error of its own', async () => {
  answerWith(() =>
    Response.json({
      results: [
        { id: 'a', ok: false, error: { code: 'conflict', message: 'In use.' } },
        { id: 'b', ok: true },
        { id: 'c', ok: false, error: { code: 'from the future', message: 'Hm.' } },
      ],
    }),
  );
  const [first, second, third] = await bulkMedia({ ids: ['a', 'b', 'c'], action: 'delete' });
  expect(first?.error).toMatchObject({ code: 'conflict', message: 'In use.' });
  expect(second?.error).toBeUndefined();
  expect(third?.error).toMatchObject({ code: 'internal' });
});

test('a lot that nobody answers for is not done; what was done before it stays so', async () => {
  let requests = 0;
  answerWith((asked) => {
    requests += 1;
    if (requests === 2) throw new TypeError('offline');
    return allDone(asked);
  });
  const outcomes = await bulkMedia({ ids: many(210), action: 'publish' });
  const failed = outcomes.filter(({ error }) => error !== undefined);
  expect(failed.map(({ id }) => id)).toEqual(many(200).slice(100));
  expect(failed[0]?.error).toBeInstanceOf(NetworkError);
});

test('refused as a whole, each of them is', async () => {
  answerWith(() =>
    Response.json(
      { type: '/problems/forbidden', title: 'No', status: 403, detail: 'No.', code: 'forbidden' },
      { status: 403 },
    ),
  );
  const outcomes = await bulkMedia({ ids: ['a', 'b'], action: 'reprocess' });
  expect(outcomes.map(({ error }) => error instanceof AppError)).toEqual([true, true]);
});
