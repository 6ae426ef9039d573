// For every operation a request that is right, with what it needs made anew: several of them destroy it.
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { addWebhook } from '#lib/testing/add-webhook.ts';
import { samplePng } from '#lib/testing/sample-files.ts';
import { contract, type Init, type Person, type Stage, send } from './test-stage.ts';

export type Right = Init & { who?: Person };
type Making = (stage: Stage) => Promise<Right>;

/** The request of an operation; without a word of its own, the example of the document. */
export async function rightRequest(name: string, stage: Stage): Promise<Right> {
  const making = rightRequests[name];
  if (making) return making(stage);
  const [method = '', path = ''] = name.split(' ');
  const content = contract.paths[path]?.[method.toLowerCase()]?.requestBody?.content;
  expect(path, `${name}: say in test-right-requests.ts what a right request is`).not.toContain('{');
  return content ? { body: content['application/json']?.example } : {};
}

async function made(name: string, body: unknown, { editor }: Stage, params = {}): Promise<string> {
  const answer = await send(name, { body, params }, editor);
  const text = await answer.text();
  expect(answer.ok, text).toBe(true);
  return JSON.parse(text).id;
}

const sku = () => `SKU-${randomUUID()}`;

const bodies: Record<string, (stage: Stage) => Promise<Record<string, unknown>>> = {
  film: async (stage) => ({
    ...{ title: 'The Harbour', synopsis: '<p>Sea</p>', year: 2026 },
    ...{ videoId: await stage.addMedia('video'), posterId: await stage.addMedia('image') },
  }),
  video: async (stage) => ({ title: 'Boats', mediaId: await stage.addMedia('video') }),
  photo: async (stage) => ({ title: 'Pier', mediaId: await stage.addMedia('image') }),
  album: async (stage) => ({ title: 'Sea', photoIds: [await record('photo', stage)] }),
  product: async (stage) => ({
    ...{ title: 'Mug', sku: sku(), price: 14.5, currency: 'EUR' },
    imageIds: [await stage.addMedia('image')],
    variants: [{ name: 'Blue', sku: sku(), options: { Colour: 'Blue' } }],
  }),
};
const patches: Record<string, object> = {
  film: { publishedAt: '2026-11-22T08:00:00Z' },
  video: { description: 'Boats leave.' },
  photo: { alt: 'A pier' },
  album: { title: 'At the sea' },
  product: { description: 'Of enamel.' },
};

async function record(noun: string, stage: Stage): Promise<string> {
  return made(`POST /api/${noun}s`, await bodies[noun]?.(stage), stage);
}

async function trashed(noun: string, stage: Stage): Promise<string> {
  const id = await record(noun, stage);
  await send(`DELETE /api/${noun}s/{id}`, { params: { id } }, stage.editor);
  return id;
}

const wanted = { fileName: 'a.png', size: 100, contentType: 'image/png', purpose: 'photo.image' };
const opened = (stage: Stage) => made('POST /api/uploads', wanted, stage);
const large = { ...wanted, fileName: 'a.mp4', contentType: 'video/mp4', purpose: 'film.video' };
const inParts = (stage: Stage) =>
  made('POST /api/uploads', { ...large, size: 40 * 1024 * 1024 }, stage);
const draft = async (stage: Stage) => {
  const id = randomUUID();
  const body = { noun: 'film', fields: { title: 'The Harb' } };
  await send('PUT /api/drafts/{id}', { params: { id }, body }, stage.editor);
  return id;
};
const caption = { language: 'en', text: 'WEBVTT\n\n00:00.000 --> 00:02.000\nGood morning.\n' };
async function captioned(stage: Stage) {
  const id = await stage.addMedia('video');
  const captionId = await made('POST /api/media/{id}/captions', caption, stage, { id });
  return { id, captionId };
}
const category = (stage: Stage) => made('POST /api/categories', { name: randomUUID() }, stage);
const webhook = { name: 'Archive', url: 'https://hooks.example.com/', events: ['media.ready'] };
const ofWebhook: Making = async ({ world, editor }) => ({
  params: { id: (await addWebhook(world.db, editor.actor)).id },
});
/** A webhook that was told something. */
async function told(stage: Stage) {
  const { world, editor } = stage;
  const { id: endpointId } = await addWebhook(world.db, editor.actor);
  const body = JSON.stringify({ type: 'media.ready' });
  const { id: deliveryId } = await world.db.webhookDelivery.create({
    data: {
      ...{ endpointId, eventKey: randomUUID(), eventType: 'media.ready', body },
      attempts: { create: { round: 1, number: 1, startedAt: new Date(), statusCode: 500 } },
    },
  });
  return { id: endpointId, deliveryId };
}
const ofVideo: Making = async (stage) => ({ params: { id: await stage.addMedia('video') } });

const tus = { 'tus-resumable': '1.0.0' };
const tusOf = (byteSize: number) => ({
  ...tus,
  'upload-length': String(byteSize),
  'upload-metadata': `filename ${btoa('a.png')},purpose ${btoa('photo.image')}`,
});
async function tusUpload(stage: Stage): Promise<string> {
  const answer = await send('POST /api/tus', { headers: tusOf(100_000) }, stage.editor);
  expect(answer.status).toBe(201);
  return answer.headers.get('location')?.split('/').at(-1) ?? '';
}
/** Not all of them: what is whole would be looked at. */
function moreBytes(headers: Record<string, string> = {}): Making {
  return async (stage) => ({
    ...{ params: { id: await tusUpload(stage) }, content: new Uint8Array(10) },
    headers: {
      ...{ ...tus, ...headers, 'upload-offset': '0' },
      'content-type': 'application/offset+octet-stream',
    },
  });
}

const rightRequests: Record<string, Making> = {
  ...Object.fromEntries(Object.keys(bodies).flatMap(recordRequests)),
  'POST /api/categories': async () => ({ body: { name: randomUUID() } }),
  'PATCH /api/categories/{id}': async (stage) => ({
    ...{ params: { id: await category(stage) }, body: { name: randomUUID() }, who: stage.admin },
  }),
  'DELETE /api/categories/{id}': async (stage) => ({
    ...{ params: { id: await category(stage) }, who: stage.admin },
  }),
  'GET /api/uploads/{id}': async (stage) => ({ params: { id: await opened(stage) } }),
  'DELETE /api/uploads/{id}': async (stage) => ({ params: { id: await opened(stage) } }),
  'POST /api/uploads/{id}/parts': async (stage) => ({
    params: { id: await inParts(stage) },
    body: { partNumbers: [1, 2] },
  }),
  'POST /api/uploads/{id}/complete': async (stage) => ({
    ...{ params: { id: await stored(stage) }, body: {} },
  }),
  'POST /api/uploads/complete': async (stage) => ({
    body: { uploads: [{ id: await stored(stage) }, { id: randomUUID() }] },
  }),
  'POST /api/uploads/cleanup': async (stage) => ({ body: { uploadIds: [await opened(stage)] } }),
  'GET /api/media/states': async (stage) => ({ query: { ids: await stage.addMedia('image') } }),
  'GET /api/media/{id}': ofVideo,
  'DELETE /api/media/{id}': ofVideo,
  'GET /api/media/{id}/uses': ofVideo,
  'GET /api/media/{id}/events': ofVideo,
  'GET /api/media/{id}/renditions': ofVideo,
  'GET /api/media/{id}/captions': async (stage) => ({
    params: { id: (await captioned(stage)).id },
  }),
  'PATCH /api/media/{id}': async (stage) => ({
    params: { id: await stage.addMedia('image') },
    body: { alt: 'The harbour', isPublic: false, focalPoint: null, version: 1 },
  }),
  'POST /api/media/{id}/reprocess': async (stage) => ({
    ...{ params: { id: await stage.addMedia('image') }, body: { force: true } },
  }),
  'POST /api/media/bulk': async (stage) => ({
    body: { ids: [await stage.addMedia('image'), randomUUID()], action: 'publish' },
  }),
  'GET /api/media/{id}/files/{name}': async (stage) => ({
    params: { id: await stage.addMedia('image'), name: 'original' },
  }),
  'GET /api/media/{id}/hls/{path}': async (stage) => {
    const id = await stage.addMedia('video');
    await stage.addPlaylist(id);
    return { params: { id, path: '1/v720.m3u8' } };
  },
  'POST /api/media/{id}/captions': async (stage) => ({
    ...{ params: { id: await stage.addMedia('video') }, body: caption },
  }),
  'GET /api/media/{id}/captions/{captionId}': async (stage) => ({
    params: await captioned(stage),
  }),
  'PATCH /api/media/{id}/captions/{captionId}': async (stage) => ({
    ...{ params: await captioned(stage), body: { label: 'English', isDefault: true } },
  }),
  'DELETE /api/media/{id}/captions/{captionId}': async (stage) => ({
    params: await captioned(stage),
  }),
  'GET /api/drafts/{id}': async (stage) => ({ params: { id: await draft(stage) } }),
  'PUT /api/drafts/{id}': async (stage) => ({
    params: { id: await draft(stage) },
    body: { noun: 'film', fields: { title: 'The Harbour' } },
  }),
  'DELETE /api/drafts/{id}': async (stage) => ({ params: { id: await draft(stage) } }),
  'POST /api/tus': async () => ({ headers: tusOf(5) }),
  'OPTIONS /api/tus/{id}': async () => ({ params: { id: 'any' }, headers: tus }),
  'HEAD /api/tus/{id}': async (stage) => ({ params: { id: await tusUpload(stage) }, headers: tus }),
  'DELETE /api/tus/{id}': async (stage) => ({
    params: { id: await tusUpload(stage) },
    headers: tus,
  }),
  'PATCH /api/tus/{id}': moreBytes(),
  'POST /api/tus/{id}': moreBytes({ 'x-http-method-override': 'PATCH' }),
  'POST /api/uploads/sign': async (stage) => {
    const ticket = await send('POST /api/uploads', { body: wanted }, stage.editor);
    return { body: { method: 'PUT', key: (await ticket.json()).key } };
  },
  'GET /api/uploads/{id}/s3': async (stage) => ({ params: { id: await inParts(stage) } }),
  'POST /api/uploads/{id}/s3': async (stage) => ({ params: { id: await inParts(stage) } }),
  'POST /api/uploads/{id}/s3/complete': async (stage) => ({ params: { id: await stored(stage) } }),
  'POST /api/media/upload': async () => {
    const form = new FormData();
    form.set('purpose', 'photo.image');
    form.set('file', new Blob([new Uint8Array(await samplePng())]), 'a.png');
    const sent = new Response(form);
    return {
      content: new Uint8Array(await sent.arrayBuffer()),
      headers: { 'content-type': sent.headers.get('content-type') ?? '' },
    };
  },
  'POST /api/tokens': async (stage) => ({
    ...{ body: { name: 'Import', scopes: ['read'] }, who: stage.session },
  }),
  'DELETE /api/tokens/{id}': async (stage) => {
    const body = { name: 'Import', scopes: ['read'] };
    const answer = await send('POST /api/tokens', { body }, stage.session);
    return { params: { id: (await answer.json()).id } };
  },
  'POST /api/webhooks': async ({ world }) => {
    // Of one person there are only so many.
    await world.db.webhookEndpoint.deleteMany();
    return { body: webhook };
  },
  'GET /api/webhooks/{id}': ofWebhook,
  'DELETE /api/webhooks/{id}': ofWebhook,
  'POST /api/webhooks/{id}/test': ofWebhook,
  'POST /api/webhooks/{id}/rotate-secret': ofWebhook,
  'PATCH /api/webhooks/{id}': async (stage) => ({
    ...(await ofWebhook(stage)),
    body: { name: 'Backup', isActive: true },
  }),
  'GET /api/webhooks/{id}/deliveries': async (stage) => ({
    params: { id: (await told(stage)).id },
  }),
  'POST /api/webhooks/{id}/deliveries/{deliveryId}/resend': async (stage) => ({
    params: await told(stage),
  }),
  'GET /api/storage-audits': async ({ admin }) => ({ who: admin }),
  'POST /api/storage-audits': async ({ admin, world }) => {
    await world.db.storageAudit.deleteMany();
    return { who: admin };
  },
};

function recordRequests(noun: string): [string, Making][] {
  const path = `/api/${noun}s`;
  const one: Making = async (stage) => ({ params: { id: await record(noun, stage) } });
  return [
    [`POST ${path}`, async (stage) => ({ body: await bodies[noun]?.(stage) })],
    [`GET ${path}/{id}`, one],
    [`DELETE ${path}/{id}`, one],
    [
      `PATCH ${path}/{id}`,
      async (stage) => ({ ...(await one(stage)), body: { ...patches[noun], version: 1 } }),
    ],
    [
      `POST ${path}/{id}/restore`,
      async (stage) => ({ params: { id: await trashed(noun, stage) } }),
    ],
    [
      `POST ${path}/bulk`,
      async (stage) => ({ body: { ids: [await record(noun, stage), 'none'], action: 'delete' } }),
    ],
  ];
}

/** An upload whose bytes have arrived. */
async function stored(stage: Stage): Promise<string> {
  const bytes = await samplePng();
  const body = { ...wanted, size: bytes.length };
  const ticket = await (await send('POST /api/uploads', { body }, stage.editor)).json();
  const put = await fetch(ticket.url, {
    method: 'PUT',
    headers: ticket.headers,
    body: new Uint8Array(bytes),
  });
  expect(put.ok).toBe(true);
  return ticket.id;
}
