import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { problemSchema } from '#lib/shared/schemas/problem.ts';
import {
  maxWebhooks,
  webhookDeliveriesSchema,
  webhookDeliverySchema,
  webhookSchema,
  webhooksSchema,
  webhookWithSecretSchema,
} from '#lib/shared/schemas/webhook.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { POST as resend } from './[id]/deliveries/[deliveryId]/resend/route.ts';
import { GET as deliveries } from './[id]/deliveries/route.ts';
import { POST as rotate } from './[id]/rotate-secret/route.ts';
import { DELETE, GET as getOne, PATCH } from './[id]/route.ts';
import { POST as ping } from './[id]/test/route.ts';
import { GET, POST } from './route.ts';

let world: TestWorld;
let owner: Actor;
beforeAll(async () => {
  world = await createTestWorld();
});
beforeEach(async () => {
  owner = await world.addUser();
});
afterAll(() => world.close());

type Handler<Params> = (
  request: Request,
  context: { params: Promise<Params> },
) => Promise<Response>;
type Asked = { as?: Actor | null; method?: string; body?: unknown; query?: string };

async function ask<Params extends object>(
  handler: Handler<Params>,
  params: Params,
  { as = owner, method = 'POST', body, query = '' }: Asked = {},
): Promise<Response> {
  const cookie = as === null ? '' : await world.cookieOf(as);
  const request = new Request(`http://studio.example/api/webhooks${query}`, {
    method,
    headers: { host: 'studio.example', cookie },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return handler(request, { params: Promise.resolve(params) });
}

const get = { method: 'GET' };
const problemOf = async (answer: Response) => problemSchema.parse(await answer.json());
const wanted = {
  ...{ name: 'Archive', url: 'https://hooks.example.com/cutroom' },
  events: ['media.failed', 'media.ready'],
};

async function make(fields: object = {}) {
  const answer = await ask(POST, {}, { body: { ...wanted, ...fields } });
  expect(answer.status).toBe(201);
  return webhookWithSecretSchema.parse(await answer.json());
}

test('one is made, with a secret that is told once and kept sealed', async () => {
  const { secret, ...webhook } = await make();
  expect(secret).toMatch(/^whsec_/);
  expect(webhook).toMatchObject({
    ...{ name: 'Archive', url: 'https://hooks.example.com/cutroom', status: 'active' },
    // In the order of the table, whatever order they came in.
    events: ['media.ready', 'media.failed'],
  });
  const list = webhooksSchema.parse(await (await ask(GET, {}, get)).json());
  expect(list).toMatchObject({ count: 1, next: null, results: [webhook] });
  const one = await (await ask(getOne, { id: webhook.id }, get)).json();
  expect(webhookSchema.parse(one)).toEqual(webhook);
  expect(JSON.stringify([list, one])).not.toContain('secret');
  const row = await world.db.webhookEndpoint.findUniqueOrThrow({ where: { id: webhook.id } });
  expect(JSON.stringify(row)).not.toContain(secret.slice(6));
});

test.each([
  ['http', { url: 'http://hooks.example.com/' }, 'url'],
  ['this machine', { url: 'https://127.0.0.1/' }, 'url'],
  ['this machine in another form', { url: 'https://2130706433/' }, 'url'],
  ['the metadata of a cloud', { url: 'https://169.254.169.254/latest' }, 'url'],
  ['a name and a password', { url: 'https://me:secret@hooks.example.com/' }, 'url'],
  ['another port of the system', { url: 'https://hooks.example.com:22/' }, 'url'],
  ['no address', { url: 'hooks' }, 'url'],
  ['no event', { events: [] }, 'events'],
  ['an unknown event', { events: ['media.lost'] }, 'events.0'],
  ['no name', { name: ' ' }, 'name'],
])('%s is refused, and the field named', async (_, fields, path) => {
  const answer = await ask(POST, {}, { body: { ...wanted, ...fields } });
  const { code, errors } = await problemOf(answer);
  expect([answer.status, code]).toEqual([422, 'invalid_request']);
  expect(errors?.map((error) => error.path)).toContain(path);
  expect(await world.db.webhookEndpoint.count({ where: { ownerId: owner.id } })).toBe(0);
});

test('it is changed, paused, turned on and deleted, and each is in the audit log', async () => {
  const { id } = await make();
  const change = async (body: object) => {
    const answer = await ask(PATCH, { id }, { method: 'PATCH', body });
    return webhookSchema.parse(await answer.json());
  };
  expect(await change({ name: 'Backup', events: ['upload.completed'] })).toMatchObject({
    ...{ name: 'Backup', url: wanted.url, events: ['upload.completed'] },
  });
  expect((await change({ isActive: false })).status).toBe('paused');
  expect((await change({ isActive: true })).status).toBe('active');
  const bad = await ask(PATCH, { id }, { method: 'PATCH', body: { url: 'https://[::1]/' } });
  expect(bad.status).toBe(422);
  expect((await ask(DELETE, { id }, { method: 'DELETE' })).status).toBe(204);
  expect((await ask(DELETE, { id }, { method: 'DELETE' })).status).toBe(404);
  const where = { noun: 'webhook', subjectId: id };
  const deeds = await world.db.auditEntry.findMany({ where, orderBy: { createdAt: 'asc' } });
  expect(deeds.map(({ action }) => action)).toEqual([
    ...['create', 'update', 'update', 'update', 'delete'],
  ]);
  expect(deeds[0]?.details).toEqual({ name: 'Archive', host: 'hooks.example.com' });
});

test('a new secret, beside which the one before signs for a day', async () => {
  const { id, secret } = await make();
  const answer = await ask(rotate, { id });
  const rotated = webhookWithSecretSchema.parse(await answer.json());
  expect(rotated.secret).not.toBe(secret);
  const hours = (Date.parse(rotated.previousSecretUntil ?? '') - Date.now()) / 3_600_000;
  expect(Math.round(hours)).toBe(24);
});

test('a ping waits in the log and in the outbox, and is sent again on request', async () => {
  const { id } = await make();
  const answer = await ask(ping, { id });
  expect(answer.status).toBe(202);
  const delivery = webhookDeliverySchema.parse(await answer.json());
  expect(delivery).toMatchObject({ type: 'webhook.ping', status: 'pending', attempts: [] });
  const again = await ask(resend, { id, deliveryId: delivery.id });
  expect(again.status).toBe(202);
  expect(webhookDeliverySchema.parse(await again.json()).id).toBe(delivery.id);
  const events = { id: { startsWith: `webhook-${delivery.id}-` } };
  expect(await world.db.outboxEvent.count({ where: events })).toBe(2);
  expect((await ask(resend, { id, deliveryId: crypto.randomUUID() })).status).toBe(404);
});

test('the log comes a page at a time, and by what became of it', async () => {
  const { id } = await make();
  const rows = Array.from({ length: 5 }, (_, number) => ({
    ...{ endpointId: id, eventKey: `n ${number}`, eventType: 'media.ready', body: `${number}` },
    status: number === 0 ? ('failed' as const) : ('pending' as const),
    createdAt: new Date(number * 1000),
  }));
  await world.db.webhookDelivery.createMany({ data: rows });
  const read = async (query: string) => {
    const answer = await ask(deliveries, { id }, { ...get, query });
    return webhookDeliveriesSchema.parse(await answer.json());
  };
  const seen: string[] = [];
  let query: string | null = '?pageSize=2';
  while (query !== null) {
    const page: Awaited<ReturnType<typeof read>> = await read(query);
    expect(page.count).toBe(5);
    seen.push(...page.results.map(({ body }) => body));
    query = page.next && new URL(page.next).search;
  }
  expect(seen).toEqual(['4', '3', '2', '1', '0']);
  expect(await read('?status=failed')).toMatchObject({ count: 1, results: [{ body: '0' }] });
});

test('nobody has more than so many, also when two are made at once', async () => {
  const row = { ownerId: owner.id, name: 'x', url: wanted.url, secret: 'none' };
  const data = Array.from({ length: maxWebhooks - 1 }, () => row);
  await world.db.webhookEndpoint.createMany({ data });
  const answers = await Promise.all([1, 2, 3].map(() => ask(POST, {}, { body: wanted })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
});

test('somebody else, also an admin, is told that there is none; nobody has to sign in', async () => {
  const { id } = await make();
  const { id: deliveryId } = webhookDeliverySchema.parse(await (await ask(ping, { id })).json());
  for (const [as, status] of [
    [await world.addUser(), 404],
    [await world.addUser('admin'), 404],
    [null, 401],
  ] as const) {
    const answers = [
      await ask(getOne, { id }, { ...get, as }),
      await ask(PATCH, { id }, { as, method: 'PATCH', body: { name: 'Mine' } }),
      await ask(DELETE, { id }, { as, method: 'DELETE' }),
      await ask(rotate, { id }, { as }),
      await ask(ping, { id }, { as }),
      await ask(deliveries, { id }, { ...get, as }),
      await ask(resend, { id, deliveryId }, { as }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => status));
    if (as) {
      const list = webhooksSchema.parse(await (await ask(GET, {}, { ...get, as })).json());
      expect(list.results).toEqual([]);
    }
  }
  const row = await world.db.webhookEndpoint.findUniqueOrThrow({ where: { id } });
  expect(row.name).toBe('Archive');
});
