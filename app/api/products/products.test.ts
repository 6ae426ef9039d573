import { afterAll, beforeAll, expect, test } from 'vitest';
import { listSchema } from '#lib/shared/schemas/list.ts';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import { productSchema } from '#lib/shared/schemas/product.ts';
import { bulkAnswerSchema } from '#lib/shared/schemas/record.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import * as restore from './[id]/restore/route.ts';
import * as one from './[id]/route.ts';
import * as bulk from './bulk/route.ts';
import * as all from './route.ts';

let world: TestWorld;
let cookie: string;

beforeAll(async () => {
  world = await createTestWorld();
  cookie = await world.cookieOf(await world.addUser());
});
afterAll(() => world.close());

type Init = { method?: string; body?: object; headers?: Record<string, string> };
function request(path: string, { method = 'GET', body, headers }: Init = {}): Request {
  return new Request(`http://studio.example/api/products${path}`, {
    method,
    headers: { host: 'studio.example', cookie, ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
}
const none = { params: Promise.resolve({}) };
const named = (id: string) => ({ params: Promise.resolve({ id }) });
const post = (body: object, headers?: Record<string, string>) =>
  all.POST(request('', { method: 'POST', body, ...(headers && { headers }) }), none);
const productIn = async (answer: Response) => productSchema.parse(await answer.json());
const problemIn = async (answer: Response) => {
  const { status, code, errors } = problemSchema.parse(await answer.json());
  return [status, code, errors];
};

test('a product is created once, read, changed, and a stale change is refused', async () => {
  const body = {
    title: 'Cup',
    sku: 'CUP',
    variants: [{ name: 'Blue', options: { Glaze: 'matt' } }],
  };
  const headers = { 'idempotency-key': 'cup' };
  const answers = [await post(body, headers), await post(body, headers)];
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  const [product, again] = await Promise.all(answers.map(productIn));
  if (!product) throw new Error('nothing was created');
  expect(again).toEqual(product);
  const patch = (body: object) =>
    one.PATCH(request(`/${product.id}`, { method: 'PATCH', body }), named(product.id));
  const changed = await patch({ price: 4.5, currency: 'EUR', version: product.version });
  expect(await productIn(changed)).toMatchObject({ price: 4.5, variants: product.variants });
  expect(await problemIn(await patch({ title: 'Mug', version: product.version }))).toEqual([
    ...[409, 'conflict', undefined],
  ]);
  const read = await one.GET(request(`/${product.id}`), named(product.id));
  expect(await productIn(read)).toMatchObject({ title: 'Cup', price: 4.5, version: 2 });
});

test('what is wrong is named by field: 422 for values, 409 for a SKU that is taken', async () => {
  expect((await post({ title: 'Plate', sku: 'PLATE' })).status).toBe(201);
  expect(await problemIn(await post({ sku: 'x y', price: 1 }))).toMatchObject([
    422,
    'invalid_request',
    [
      ...[
        { path: 'title' },
        { path: 'sku', code: 'sku', message: expect.stringMatching(/letters/) },
      ],
      { path: 'currency', code: 'required', message: 'This is required.' },
    ],
  ]);
  const variants = [{ name: 'Deep', sku: 'plate' }];
  expect(await problemIn(await post({ title: 'Other', sku: 'OTHER', variants }))).toEqual([
    ...[
      409,
      'conflict',
      [{ path: 'variants.0.sku', code: 'skuTaken', message: expect.any(String) }],
    ],
  ]);
  expect(await problemIn(await post({ title: 'Bad', sku: 'BAD', imageIds: ['no'] }))).toMatchObject(
    [...[422, 'invalid_request', [{ path: 'imageIds.0' }]]],
  );
  const unstorable = [{ name: 'a\0b' }];
  expect(await problemIn(await post({ title: 'Nul', sku: 'NUL', variants: unstorable }))).toEqual([
    ...[
      422,
      'invalid_request',
      [{ path: 'variants.0.name', code: 'invalid', message: expect.any(String) }],
    ],
  ]);
});

test('into the trash, out of it, and away for good', async () => {
  const { id } = await productIn(await post({ title: 'Bowl', sku: 'BOWL' }));
  const remove = (query = '') =>
    one.DELETE(request(`/${id}${query}`, { method: 'DELETE' }), named(id));
  const status = async () => (await one.GET(request(`/${id}`), named(id))).status;
  const listed = async (query: string) => {
    const answer = await all.GET(request(`?q=bowl${query}`), none);
    return listSchema(productSchema).parse(await answer.json()).count;
  };
  expect([(await remove()).status, await status()]).toEqual([204, 404]);
  expect([await listed(''), await listed('&trash=1')]).toEqual([0, 1]);
  const back = await restore.POST(request(`/${id}/restore`, { method: 'POST' }), named(id));
  expect([back.status, (await productIn(back)).deletedAt]).toEqual([200, null]);
  expect((await remove('?forever=1')).status).toBe(404);
  await remove();
  expect([(await remove('?forever=1')).status, await listed('&trash=1')]).toEqual([204, 0]);
});

test('many are done at once; pages follow each other; strangers see nothing', async () => {
  const ids: string[] = [];
  for (const sku of ['m-1', 'm-2', 'm-3']) {
    ids.push((await productIn(await post({ title: `Many ${sku}`, sku }))).id);
  }
  const first = await all.GET(request('?q=many&pageSize=2&sort=title'), none);
  const page = listSchema(productSchema).parse(await first.json());
  expect(page.results.map(({ sku }) => sku)).toEqual(['m-1', 'm-2']);
  const next = await all.GET(request(new URL(page.next ?? '').search), none);
  expect((await next.json()).results.map(({ sku }: { sku: string }) => sku)).toEqual(['m-3']);

  const body = { ids: [...ids, 'nothing'], action: 'delete' };
  const answer = await bulk.POST(request('/bulk', { method: 'POST', body }), none);
  const { results } = bulkAnswerSchema.parse(await answer.json());
  expect(results.map(({ ok }) => ok)).toEqual([true, true, true, false]);

  const stranger = { cookie: await world.cookieOf(await world.addUser()) };
  const theirs = await all.GET(request('?trash=1', { headers: stranger }), none);
  expect(await theirs.json()).toMatchObject({ count: 0, results: [] });
  expect((await all.GET(request('', { headers: { cookie: '' } }), none)).status).toBe(401);
});
