import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { mediaSchema, renditionsSchema } from '#lib/shared/schemas/media.ts';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import * as renditions from '../renditions/route.ts';
import * as reprocess from './route.ts';

let world: TestWorld;
let editor: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
});
afterAll(() => world.close());

async function addVideo(): Promise<string> {
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'video', purpose: 'media.video', mimeType: 'video/mp4' },
      ...{ storageKey: `videos/${crypto.randomUUID()}.mp4`, fileName: 'a.mp4', byteSize: 1 },
      ...{ status: 'ready', generation: 1 },
    },
  });
  return id;
}

async function call(id: string, body?: string, actor = editor): Promise<Response> {
  const request = new Request(`http://studio.example/api/media/${id}/reprocess`, {
    method: 'POST',
    headers: { host: 'studio.example', cookie: await world.cookieOf(actor) },
    ...(body === undefined ? {} : { body }),
  });
  return reprocess.POST(request, { params: Promise.resolve({ id }) });
}

async function eventOf(mediaId: string): Promise<unknown> {
  const id = `media-uploaded-${mediaId}-2`;
  return (await world.db.outboxEvent.findUniqueOrThrow({ where: { id } })).data;
}

test.each<[string | undefined, object]>([
  [undefined, {}],
  ['{}', {}],
  ['{"force":false}', {}],
  ['{"force":true}', { again: 'all', askedIn: 2 }],
  ['{"rendition":"poster"}', { again: ['poster'], askedIn: 2 }],
  ['{"renditions":["hls","poster","hls"]}', { again: ['hls', 'poster'], askedIn: 2 }],
])('the body %s becomes an event that says %o', async (body, wish) => {
  const id = await addVideo();
  const answer = await call(id, body);
  expect(answer.status).toBe(202);
  expect(mediaSchema.parse(await answer.json())).toMatchObject({ id, status: 'processing' });
  const run = { mediaId: id, type: 'video', generation: 2, ownerId: editor.id };
  expect(await eventOf(id)).toEqual({ ...run, ...wish });
});

test.each([
  ['{"rendition":"gif"}', 'rendition'],
  ['{"rendition":"mp3"}', 'rendition'],
  ['{"renditions":["poster","waveform"]}', 'renditions.1'],
  ['{"renditions":[]}', 'renditions'],
  ['{"force":"yes"}', 'force'],
])('%s is refused for its field %s, and nothing begins', async (body, path) => {
  const id = await addVideo();
  const answer = await call(id, body);
  const problem = problemSchema.parse(await answer.json());
  expect(problem).toMatchObject({ status: 422, code: 'invalid_request' });
  expect(problem.errors?.map((error) => error.path)).toEqual([path]);
  expect(await world.db.media.count({ where: { id, status: 'ready', generation: 1 } })).toBe(1);
});

test('a media of somebody else is not there', async () => {
  const stranger = await world.addUser();
  expect((await call(await addVideo(), '{"rendition":"mp3"}', stranger)).status).toBe(404);
});

test('its ledger is for its owner and admins', async () => {
  const mediaId = await addVideo();
  const facts = { mediaId, generation: 1, byteSize: 5, tookMs: 20 };
  await world.db.rendition.createMany({
    data: [
      { ...facts, name: 'mp4', status: 'failed', logTail: 'source: Invalid data' },
      { ...facts, name: 'poster', status: 'ready', width: 4, height: 2, logTail: 'old' },
      { ...facts, name: 'poster', status: 'ready', generation: 0 },
    ],
  });
  const ask = async (headers: Record<string, string>) =>
    renditions.GET(
      new Request(`http://studio.example/api/media/${mediaId}/renditions`, { headers }),
      { params: Promise.resolve({ id: mediaId }) },
    );
  for (const actor of [editor, await world.addUser('admin')]) {
    const answer = await ask({ cookie: await world.cookieOf(actor) });
    expect(renditionsSchema.parse(await answer.json()).results).toEqual([
      { name: 'poster', status: 'ready', byteSize: 5, width: 4, height: 2, tookMs: 20 },
      {
        ...{ name: 'mp4', status: 'failed', byteSize: 5, width: null, height: null, tookMs: 20 },
        logTail: 'source: Invalid data',
      },
    ]);
  }
  expect((await ask({ cookie: await world.cookieOf(await world.addUser()) })).status).toBe(404);
  expect((await ask({})).status).toBe(401);
});
