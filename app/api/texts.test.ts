import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftSchema } from '#lib/shared/schemas/draft.ts';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import { productSchema } from '#lib/shared/schemas/product.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import * as draft from './drafts/[id]/route.ts';
import * as films from './films/route.ts';
import * as products from './products/route.ts';

let world: TestWorld;
let cookie: string;

beforeAll(async () => {
  world = await createTestWorld();
  cookie = await world.cookieOf(await world.addUser());
});
afterAll(() => world.close());

function request(method: string, path: string, body?: object): Request {
  return new Request(`http://studio.example${path}`, {
    ...{ method, headers: { host: 'studio.example', cookie } },
    ...(body && { body: JSON.stringify(body) }),
  });
}
function putDraft(body: object): Promise<Response> {
  const id = crypto.randomUUID();
  return draft.PUT(request('PUT', `/api/drafts/${id}`, { noun: 'film', fields: {}, ...body }), {
    params: Promise.resolve({ id }),
  });
}
const post = (body: object) =>
  products.POST(request('POST', '/api/products', body), { params: Promise.resolve({}) });
const listed = (search: string) =>
  films.GET(request('GET', `/api/films?${search}`), { params: Promise.resolve({}) });

async function refusedIn(answer: Response) {
  const { status, errors } = problemSchema.parse(await answer.json());
  return [status, errors?.map(({ path }) => path)];
}

test('a text that was cut in the middle of an emoji is kept, as far as it can be read', async () => {
  const kept = await putDraft({ fields: { title: 'Sea \ud83c' } });
  expect(draftSchema.parse(await kept.json()).fields).toEqual({ title: 'Sea \ufffd' });
  const variants = [{ name: 'Blue \ud83c', options: { 'Glaze \ud83c': 'matt \ud83c' } }];
  const made = await post({ title: 'Cup', sku: 'CUP', variants });
  expect(productSchema.parse(await made.json()).variants).toMatchObject([
    { name: 'Blue \ufffd', options: { 'Glaze \ufffd': 'matt \ufffd' } },
  ]);
});

test('a NUL is refused by its field: in a draft, in options, in a search, in a cursor', async () => {
  expect(await refusedIn(await putDraft({ fields: { title: 'a\0' } }))).toEqual([
    ...[422, ['fields.title']],
  ]);
  const variants = [{ name: 'Blue', options: { Glaze: 'm\0' } }];
  expect(await refusedIn(await post({ title: 'Nul', sku: 'NUL', variants }))).toEqual([
    ...[422, ['variants.0.options.Glaze']],
  ]);
  expect(await refusedIn(await listed('q=%00'))).toEqual([422, ['q']]);
  const place = { sort: 'title', towards: 'next', key: 'a\0', id: crypto.randomUUID() };
  const cursor = Buffer.from(JSON.stringify(place)).toString('base64url');
  expect(await refusedIn(await listed(`sort=title&cursor=${cursor}`))).toEqual([422, ['cursor']]);
});

test('a version no column holds is refused by its field', async () => {
  expect(await refusedIn(await putDraft({ subjectVersion: 2 ** 31 }))).toEqual([
    ...[422, ['subjectVersion']],
  ]);
});
