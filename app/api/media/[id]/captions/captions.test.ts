import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { captionSchema, captionsSchema } from '#lib/shared/schemas/caption.ts';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import * as caption from './[captionId]/route.ts';
import * as captions from './route.ts';

let world: TestWorld;
let editor: Actor;
let cookie: string;

beforeAll(async () => {
  world = await createTestWorld();
  editor = await world.addUser();
  cookie = await world.cookieOf(editor);
});
afterAll(() => world.close());

async function addVideo(): Promise<string> {
  const { id } = await world.db.media.create({
    data: {
      ...{ ownerId: editor.id, type: 'video', status: 'ready', purpose: 'film.video' },
      ...{ fileName: 'a "film".mp4', byteSize: 4, mimeType: 'video/mp4', generation: 1 },
      storageKey: `videos/${crypto.randomUUID()}.mp4`,
    },
  });
  return id;
}

function request(init: RequestInit = {}, query = ''): Request {
  const headers = { host: 'studio.example', cookie, ...init.headers };
  return new Request(`http://studio.example/api${query}`, { ...init, headers });
}
const json = (method: string, body: object) => request({ method, body: JSON.stringify(body) });
const of = (id: string) => ({ params: Promise.resolve({ id }) });
const one = (id: string, captionId: string) => ({ params: Promise.resolve({ id, captionId }) });

function form(fields: Record<string, string>, file?: Uint8Array<ArrayBuffer>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  if (file) data.set('file', new Blob([file]), 'film.fr.srt');
  return data;
}

async function problemOf(answer: Response) {
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  return problemSchema.parse(await answer.json());
}

const subRip = '1\r\n00:00:01,000 --> 00:00:02,000\r\nd\xe9j\xe0 vu\r\n';

test('a form brings a file in the encoding it has; it is listed, read, saved, changed, deleted', async () => {
  const id = await addVideo();
  const body = form(
    { language: 'fr', kind: 'captions', isDefault: 'true' },
    new Uint8Array(Buffer.from(subRip, 'latin1')),
  );
  const answer = await captions.POST(request({ method: 'POST', body }), of(id));
  expect(answer.status).toBe(201);
  const added = captionSchema.parse(await answer.json());
  expect(added).toMatchObject({ kind: 'captions', isDefault: true, label: 'Français (CC)' });

  const list = await captions.GET(request(), of(id));
  expect(captionsSchema.parse(await list.json()).results).toEqual([added]);

  const text = await caption.GET(request(), one(id, added.id));
  expect(text.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
  expect(await text.text()).toContain('déjà vu');

  const saved = await caption.GET(request({}, '?download=1'), one(id, added.id));
  const stored = await fetch(saved.headers.get('location') ?? '');
  expect(stored.headers.get('content-disposition')).toMatch(/attachment.*\.fr\.vtt/);
  await stored.body?.cancel();

  const changed = await caption.PATCH(json('PATCH', { label: 'Sourds' }), one(id, added.id));
  expect(await changed.json()).toMatchObject({ id: added.id, label: 'Sourds', isDefault: true });

  const gone = await caption.DELETE(request({ method: 'DELETE' }), one(id, added.id));
  expect(gone.status).toBe(204);
  expect((await caption.GET(request(), one(id, added.id))).status).toBe(404);
});

test('JSON brings a text', async () => {
  const id = await addVideo();
  const body = { language: 'PT-br', text: subRip, label: 'Português', isDefault: false };
  const answer = await captions.POST(json('POST', body), of(id));
  expect(await answer.json()).toMatchObject({ language: 'pt-BR', label: 'Português', cueCount: 1 });
});

test('every wrong or missing field is named, and the line of a wrong file', async () => {
  const id = await addVideo();
  const fieldsOf = async (body: BodyInit) => {
    const problem = await problemOf(await captions.POST(request({ method: 'POST', body }), of(id)));
    expect(problem).toMatchObject({ status: 422, code: 'invalid_request' });
    return problem.errors?.map(({ path, message }) => `${path}: ${message}`).sort();
  };
  expect(await fieldsOf('{"language":"english"}')).toEqual([
    'file: This is required.',
    'language: Choose a language.',
  ]);
  for (const field of (await fieldsOf('{"language":"fr","text":"x","file":{}}')) ?? ['none']) {
    expect(field).toMatch(/^file: /);
  }
  expect(await fieldsOf('{"language":"fr","text":"x","label":"a\\"b"}')).toEqual([
    'label: This value cannot be used.',
  ]);
  const wrong = new Uint8Array(Buffer.from('1\n00:02,0 --> 00:01,0\nx\n'));
  expect(await fieldsOf(form({ language: 'fr' }, wrong))).toEqual([
    'file: line 2: an end before its beginning',
  ]);
  const broken = request({
    method: 'POST',
    body: 'no form',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  });
  expect(await problemOf(await captions.POST(broken, of(id)))).toMatchObject({
    code: 'invalid_request',
  });
});

test('a body that is too large is not read to its end', async () => {
  const id = await addVideo();
  let chunks = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      chunks += 1;
      controller.enqueue(new Uint8Array(1024 * 1024));
    },
  });
  const headers = {
    host: 'studio.example',
    cookie,
    'content-type': 'multipart/form-data; boundary=x',
  };
  const init = { method: 'POST', body: endless, headers, duplex: 'half' };
  const answer = await captions.POST(new Request('http://studio.example/api', init), of(id));
  expect(await problemOf(answer)).toMatchObject({ status: 413, code: 'file_too_large' });
  expect(chunks).toBeLessThan(10);
});

test('other sites, nobody and strangers get nowhere', async () => {
  const id = await addVideo();
  const body = JSON.stringify({ language: 'fr', text: subRip });
  const post = (headers: Record<string, string>) =>
    captions.POST(request({ method: 'POST', body, headers }), of(id));
  const evil = { origin: 'https://evil.example' };
  expect(await problemOf(await post(evil))).toMatchObject({ status: 403, code: 'csrf' });
  expect((await post({ cookie: '' })).status).toBe(401);
  const stranger = { cookie: await world.cookieOf(await world.addUser()) };
  expect((await post(stranger)).status).toBe(404);
  const { id: captionId } = captionSchema.parse(await (await post({})).json());
  const remove = (headers: Record<string, string>) =>
    caption.DELETE(request({ method: 'DELETE', headers }), one(id, captionId));
  expect((await remove(evil)).status).toBe(403);
  expect((await remove({ cookie: '' })).status).toBe(401);
  expect((await remove(stranger)).status).toBe(404);
  expect((await captions.GET(request({ headers: stranger }), of(id))).status).toBe(404);
  expect((await captions.GET(request(), of('not-a-media'))).status).toBe(404);
  expect((await post({})).status).toBe(201);
});
