import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ports } from '#lib/ports/ports.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { AppError } from '#lib/shared/errors.ts';
import { countUnsolved, type Repair } from '#lib/shared/schemas/storage-audit.ts';
import { originalKey, renditionKey } from '#lib/storage/keys.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import type { RepairWish } from './repair-storage.ts';
import { runAudit } from './run-audit.ts';
import { enterAudit, listAudits, requestAudit } from './storage-audits.ts';

let world: TestWorld;
let admin: Actor;

beforeEach(async () => {
  world = await createTestWorld();
  admin = await world.addUser('admin');
});
afterEach(() => world.close());

const hour = 3600;
const plainWish: RepairWish = { isForeignMeant: false, isForced: false };

/** The clock of the store does not move with that of the tests, so what is stored now soon looks old. */
async function audit(wish: RepairWish | null = null, ports: Ports = world.ports) {
  const { id } = await enterAudit({ startedBy: 'command' }, ports);
  return runAudit(id, { graceSeconds: hour, wish }, ports);
}

async function fix(wish: Partial<RepairWish> = {}): Promise<Repair> {
  const { repair } = await audit({ ...plainWish, ...wish });
  if (!repair) throw new Error('Nothing was put right.');
  return repair;
}

async function store(key = originalKey('image', randomUUID(), '.png'), body = 'four') {
  const bytes = Buffer.from(body);
  await world.ports.storage.writeBytes({ key, contentType: 'image/png', body: bytes });
  return key;
}

const isThere = async (key: string) => (await world.ports.storage.head(key)) !== null;

function addMedia(fields: { storageKey: string; status?: 'ready' | 'processing' }) {
  return world.db.media.create({
    data: {
      ...{ ownerId: admin.id, type: 'image', purpose: 'media.image', status: 'ready' },
      ...{ fileName: 'a.png', byteSize: 4, mimeType: 'image/png', generation: 1, ...fields },
    },
  });
}

describe('an orphan', () => {
  test('is marked, waited for, looked at again and removed', async () => {
    const key = await store();
    world.passHours(2);
    const first = await fix();
    expect(first).toMatchObject({ removed: { count: 0 }, waiting: 1, isHeld: false });
    expect(await isThere(key)).toBe(true);
    // As long as it is written down, a second audit alone removes nothing.
    expect(await fix()).toMatchObject({ removed: { count: 0 }, waiting: 1 });

    world.passHours(2);
    const { report, repair } = await audit(plainWish);
    expect(repair).toMatchObject({ removed: { count: 1, bytes: 4 }, waiting: 0, spared: 0 });
    expect(await isThere(key)).toBe(false);
    expect(report && countUnsolved(report, repair)).toBe(0);
    expect(await world.db.storageFinding.count()).toBe(0);
  });

  test('is only written down where nothing is to be put right', async () => {
    const key = await store();
    world.passHours(2);
    expect((await audit()).repair).toBeNull();
    world.passHours(2);
    expect((await audit()).report?.orphans.count).toBe(1);
    expect(await isThere(key)).toBe(true);
    expect((await fix()).removed.count).toBe(1);
  });

  test('that a row came to name between the walk and its removal stays', async () => {
    const key = await store();
    world.passHours(2);
    await audit();
    world.passHours(2);
    const { db } = world.ports;
    const named = {
      ...world.ports,
      storage: {
        ...world.ports.storage,
        async *openMultiparts() {
          await addMedia({ storageKey: key });
          yield* world.ports.storage.openMultiparts();
        },
      },
    };
    const { report, repair } = await audit(plainWish, named);
    expect(report?.orphans.count).toBe(1);
    expect(repair).toMatchObject({ removed: { count: 0 }, spared: 1 });
    expect(await isThere(key)).toBe(true);
    expect(await db.storageFinding.count()).toBe(0);
  });

  test('that another object took the place of waits anew', async () => {
    const key = await store();
    world.passHours(2);
    await audit();
    world.passHours(2);
    await store(key, 'other');
    expect(await fix()).toMatchObject({ removed: { count: 0 }, waiting: 1 });
    expect(await isThere(key)).toBe(true);
  });

  test('of a media that is worked on again stays', async () => {
    const { id } = await addMedia({ storageKey: await store() });
    const key = await store(renditionKey(id, 1, 'small.jpg'));
    world.passHours(2);
    expect((await audit()).report?.orphans.count).toBe(1);
    world.passHours(2);
    await world.db.media.update({ where: { id }, data: { status: 'processing' } });
    expect(await fix()).toMatchObject({ removed: { count: 0 }, waiting: 0 });
    expect(await isThere(key)).toBe(true);
  });

  test('outside our folders goes only when that is meant', async () => {
    const key = await store('elsewhere/note.txt');
    world.passHours(2);
    await audit();
    world.passHours(2);
    expect((await fix()).removed.count).toBe(0);
    expect(await isThere(key)).toBe(true);
    expect((await fix({ isForeignMeant: true })).removed.count).toBe(1);
    expect(await isThere(key)).toBe(false);
  });

  test('that the store refuses to remove waits for the next audit', async () => {
    const key = await store();
    world.passHours(2);
    await audit();
    world.passHours(2);
    const { storage } = world.ports;
    const remove = async (keys: string[]) => keys.map((one) => ({ key: one, message: 'No.' }));
    const { repair } = await audit(plainWish, {
      ...world.ports,
      storage: { ...storage, remove },
    });
    expect(repair).toMatchObject({ removed: { count: 0 }, refused: 1 });
    expect((await fix()).removed.count).toBe(1);
    expect(await isThere(key)).toBe(false);
  });
});

test('more than a batch is removed, and nothing that is named', async () => {
  const named = await store();
  await addMedia({ storageKey: named });
  const keys = await Promise.all(Array.from({ length: 60 }, () => store()));
  world.passHours(2);
  await audit();
  world.passHours(2);
  expect((await fix()).removed).toEqual({ count: 60, bytes: 240 });
  expect(await Promise.all(keys.map(isThere))).not.toContain(true);
  expect(await isThere(named)).toBe(true);
});

test('nothing is done where most of what there is would go, unless that is meant', async () => {
  await Promise.all(Array.from({ length: 101 }, () => store()));
  world.passHours(2);
  await audit();
  world.passHours(2);
  expect(await fix()).toMatchObject({ isHeld: true, removed: { count: 0 } });
  expect(await fix({ isForced: true })).toMatchObject({ isHeld: false, removed: { count: 101 } });
});

test('a session nobody uses is ended after the wait', async () => {
  const key = originalKey('video', randomUUID(), '.mp4');
  await world.ports.storage.startMultipart({ key, contentType: 'video/mp4' });
  world.passHours(2);
  expect(await fix()).toMatchObject({ aborted: 0, waiting: 1 });
  world.passHours(2);
  expect(await fix()).toMatchObject({ aborted: 1, waiting: 0 });
  for await (const session of world.ports.storage.openMultiparts()) {
    throw new Error(`${session.key} is still open.`);
  }
});

describe('a media whose original is gone', () => {
  test('says so after the wait, with a reason', async () => {
    const { id } = await addMedia({ storageKey: originalKey('image', randomUUID(), '.png') });
    world.passHours(2);
    expect(await fix()).toMatchObject({ failedMedia: 0, waiting: 1 });
    world.passHours(2);
    const { report, repair } = await audit(plainWish);
    expect(repair).toMatchObject({ failedMedia: 1, waiting: 0 });
    expect(report && countUnsolved(report, repair)).toBe(0);
    const row = await world.db.media.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ status: 'failed', failureCode: 'source_missing' });
    expect((await audit()).report?.missing.count).toBe(0);
  });

  test('stays as it is when the file came back, and while it is processed', async () => {
    const [back, running] = await Promise.all([
      addMedia({ storageKey: originalKey('image', randomUUID(), '.png') }),
      addMedia({ storageKey: originalKey('image', randomUUID(), '.png'), status: 'processing' }),
    ]);
    world.passHours(2);
    expect((await audit()).report?.missing.count).toBe(2);
    world.passHours(2);
    await store(back.storageKey);
    expect(await fix()).toMatchObject({ failedMedia: 0, spared: 1 });
    const statuses = await world.db.media.findMany({ select: { id: true, status: true } });
    expect(new Map(statuses.map(({ id, status }) => [id, status]))).toEqual(
      new Map([
        [back.id, 'ready'],
        [running.id, 'processing'],
      ]),
    );
  });
});

describe('an audit as a row', () => {
  test('is asked for by an admin, delivered as an event, run, shown and written into the log', async () => {
    await store();
    world.passHours(2);
    const asked = await requestAudit({ actor: admin, ports: world.ports });
    expect(asked).toMatchObject({ status: 'waiting', startedBy: 'person', report: null });
    expect(await world.db.outboxEvent.findMany()).toMatchObject([
      { name: 'storage/audit-requested', data: { auditId: asked.id } },
    ]);
    await runAudit(asked.id, { graceSeconds: hour }, world.ports);
    const { results } = await listAudits({ actor: admin, ports: world.ports });
    expect(results).toMatchObject([
      { id: asked.id, status: 'done', objectCount: 1, report: { orphans: { count: 1 } } },
    ]);
    expect(await world.db.auditEntry.findMany()).toMatchObject([
      {
        ...{ actorId: admin.id, action: 'audit', noun: 'storage', subjectId: asked.id },
        details: { objects: 1, findings: 1 },
      },
    ]);
  });

  test('is neither asked for nor seen by an editor', async () => {
    const asked = { actor: await world.addUser(), ports: world.ports };
    await expect(requestAudit(asked)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listAudits(asked)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is the only one under way, until it is over', async () => {
    const first = await enterAudit({ startedBy: 'schedule' }, world.ports);
    const asked = { actor: admin, ports: world.ports };
    await expect(requestAudit(asked)).rejects.toMatchObject({ code: 'conflict' });
    await runAudit(first.id, { graceSeconds: hour }, world.ports);
    await expect(runAudit(first.id, { graceSeconds: hour }, world.ports)).rejects.toMatchObject({
      code: 'conflict',
    });
    await requestAudit(asked);
  });

  test('that fell silent has failed, and another can begin', async () => {
    const lost = await enterAudit({ startedBy: 'schedule' }, world.ports);
    world.passHours(2);
    const { results } = await listAudits({ actor: admin, ports: world.ports });
    expect(results).toMatchObject([{ id: lost.id, status: 'failed', failure: 'stalled' }]);
    await requestAudit({ actor: admin, ports: world.ports });
  });

  test('says why it came to no end', async () => {
    const away = () => {
      throw new AppError('storage_unavailable', 'The file store did not answer.');
    };
    const ports = { ...world.ports, storage: { ...world.ports.storage, list: away } };
    await expect(audit(null, ports)).rejects.toMatchObject({ code: 'storage_unavailable' });
    const { results } = await listAudits({ actor: admin, ports: world.ports });
    expect(results).toMatchObject([{ status: 'failed', failure: 'storage_unavailable' }]);
  });
});
