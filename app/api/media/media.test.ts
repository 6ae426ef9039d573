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

function addImage() {
  return world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'image', purpose: 'media.image', mimeType: 'image/png' },
      ...{ status: 'ready', generation: 1, fileName: 'quay.png', byteSize: 1 },
      storageKey: `images/${crypto.randomUUID()}.png`,
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
