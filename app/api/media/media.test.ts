import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { mediaSchema } from '#lib/shared/schemas/media.ts';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import * as media from './[id]/route.ts';

let world: TestWorld;
let editor: Actor;

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

async function patch(id: string, body: unknown, cookie?: string): Promise<Response> {
  const request = new Request(`http://studio.example/api/media/${id}`, {
    method: 'PATCH',
    headers: { host: 'studio.example', cookie: cookie ?? (await world.cookieOf(editor)) },
    body: JSON.stringify(body),
  });
  return media.PATCH(request, { params: Promise.resolve({ id }) });
}

function addImage(fields: object = {}) {
  return world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'image', purpose: 'media.image', mimeType: 'image/png' },
      ...{ status: 'ready', generation: 1, fileName: 'quay.png', byteSize: 1 },
      storageKey: `images/${crypto.randomUUID()}.png`,
      ...fields,
    },
  });
}

test('a change is answered with the media as it is then', async () => {
  const { id } = await addImage();
  const answer = await patch(id, { title: 'Quay', alt: 'Boats at a quay', version: 1 });
  expect(answer.status).toBe(200);
  expect(mediaSchema.parse(await answer.json())).toMatchObject({
    ...{ id, title: 'Quay', alt: 'Boats at a quay', version: 2 },
  });
});

test('a stale version is 409, a missing or wrong field 422, nobody 401, a stranger 404', async () => {
  const { id } = await addImage();
  const stranger = await world.cookieOf(await world.addUser());
  const answers = [
    await patch(id, { title: 'Late', version: 0 }),
    await patch(id, { focalPoint: { x: 2, y: 0 } }),
    await patch(id, { title: 'No', version: 1 }, 'none=1'),
    await patch(id, { title: 'No', version: 1 }, stranger),
  ];
  const problems = await Promise.all(
    answers.map(async (answer) => problemSchema.parse(await answer.json())),
  );
  expect(problems.map(({ status, code }) => [status, code])).toEqual([
    [409, 'conflict'],
    [422, 'invalid_request'],
    [401, 'unauthenticated'],
    [404, 'not_found'],
  ]);
  expect(problems[1]?.errors?.map(({ path }) => path).sort()).toEqual(['focalPoint.x', 'version']);
});

test.each<[string, number, string]>([
  ['a title of a megabyte', 413, `{"title":"${'x'.repeat(1024 * 1024)}","version":1}`],
  ['a title no column can hold', 422, '{"title":"a\\u0000b","version":1}'],
  ['a title that is an object', 422, '{"title":{"toString":"x"},"version":1}'],
  ['a version in words', 422, '{"title":"x","version":"1"}'],
  ['half a version', 422, '{"title":"x","version":1.5}'],
  ['a version no column can hold', 409, '{"title":"x","version":1099511627776}'],
  ['a point in words', 422, '{"focalPoint":{"x":"0.5","y":"0.5"},"version":1}'],
  ['a point in a list', 422, '{"focalPoint":[0.5,0.5],"version":1}'],
  ['an endless point', 422, '{"focalPoint":{"x":1e999,"y":0.5},"version":1}'],
  ['half a point', 422, '{"focalPoint":{"x":0.5},"version":1}'],
  ['a list', 422, '[]'],
  ['nothing', 422, 'null'],
  ['no JSON', 422, '{"title":'],
])('%s is answered %d and changes nothing', async (_, status, body) => {
  const { id } = await addImage();
  const request = new Request(`http://studio.example/api/media/${id}`, {
    ...{ method: 'PATCH', body },
    headers: { host: 'studio.example', cookie: await world.cookieOf(editor) },
  });
  const answer = await media.PATCH(request, { params: Promise.resolve({ id }) });
  expect(problemSchema.parse(await answer.json()).status).toBe(status);
  expect(await world.db.media.findUniqueOrThrow({ where: { id } })).toMatchObject({
    ...{ version: 1, title: null, focalX: null, generation: 1 },
  });
});

test('the poster of a video is taken where it is told, within the video', async () => {
  const { id } = await addImage({ type: 'video', purpose: 'film.video', durationSeconds: 12.5 });
  const answer = await patch(id, { posterSeconds: 12.5, version: 1 });
  expect(answer.status).toBe(200);
  expect(mediaSchema.parse(await answer.json())).toMatchObject({
    ...{ id, posterSeconds: 12.5, status: 'processing', version: 2 },
  });
  for (const posterSeconds of [-0.1, 12.6, '1']) {
    const refused = await patch(id, { posterSeconds, version: 2 });
    expect(refused.status).toBe(422);
    const { errors } = problemSchema.parse(await refused.json());
    expect(errors?.map(({ path }) => path)).toEqual(['posterSeconds']);
  }
});
