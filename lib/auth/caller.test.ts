import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addToken } from '#lib/testing/add-token.ts';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { bearerOf, callerByToken } from './caller.ts';
import { hashOf, isSecret, newSecret, prefixOf } from './token-secret.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const roleOf = async (secret: string) =>
  (await callerByToken(secret, world.ports))?.actor.role ?? 'nobody';

test.each([
  [undefined, null],
  ['Basic dXNlcjpwYXNz', null],
  ['Bearerx', null],
  ['Bearer', ''],
  ['Bearer  abc ', 'abc'],
  ['bearer abc', 'abc'],
  ['BEARER abc, Bearer def', 'abc, Bearer def'],
])('Authorization %j says %j', (authorization, secret) => {
  const request = new Request('http://studio.example');
  if (authorization) request.headers.set('authorization', authorization);
  expect(bearerOf(request)).toBe(secret);
});

test('secrets are long, of letters and digits, and no two are the same', () => {
  const secrets = Array.from({ length: 200 }, newSecret);
  expect(new Set(secrets.map(prefixOf)).size).toBe(200);
  for (const secret of secrets) expect(secret).toMatch(/^cutroom_[0-9a-z]{50}$/);
  expect(isSecret(`${secrets[0]}0`)).toBe(false);
});

describe('a token', () => {
  test('is kept as a hash alone', async () => {
    const { id, secret } = await addToken(world.db, await world.addUser());
    const row = await world.db.apiToken.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(row.tokenHash).toBe(hashOf(secret));
    expect(secret.startsWith(row.prefix)).toBe(true);
  });

  test('speaks for its person', async () => {
    const owner = await world.addUser();
    const { id, secret } = await addToken(world.db, owner, { scopes: ['read'], name: 'Backup' });
    const caller = await callerByToken(secret, world.ports);
    expect(caller).toMatchObject({ actor: owner, token: { id, name: 'Backup', scopes: ['read'] } });
    expect(await roleOf(newSecret())).toBe('nobody');
    expect(await roleOf(secret.toUpperCase())).toBe('nobody');
  });

  test('ends when it expires, is revoked, or its person is disabled', async () => {
    const owner = await world.addUser();
    const inAnHour = new Date(world.ports.now().getTime() + 3_600_000);
    const [short, revoked, lasting] = [
      await addToken(world.db, owner, { expiresAt: inAnHour }),
      await addToken(world.db, owner),
      await addToken(world.db, owner),
    ];
    expect(await roleOf(short.secret)).toBe('editor');
    world.passHours(1);
    expect(await roleOf(short.secret)).toBe('nobody');
    expect(await roleOf(revoked.secret)).toBe('editor');
    await world.db.apiToken.update({
      where: { id: revoked.id },
      data: { revokedAt: world.ports.now() },
    });
    expect(await roleOf(revoked.secret)).toBe('nobody');
    expect(await roleOf(lasting.secret)).toBe('editor');
    await world.db.user.update({ where: { id: owner.id }, data: { disabledAt: new Date() } });
    expect(await roleOf(lasting.secret)).toBe('nobody');
  });

  test('lasts when the sessions of its person are ended', async () => {
    const owner = await world.addUser();
    const { secret } = await addToken(world.db, owner);
    await world.db.user.update({ where: { id: owner.id }, data: { tokenVersion: 7 } });
    expect(await roleOf(secret)).toBe('editor');
  });

  test('is an admin’s only with the scope, and only as long as its person is one', async () => {
    const owner = await world.addUser('admin');
    const { secret } = await addToken(world.db, owner, { scopes: ['read', 'admin'] });
    const plain = await addToken(world.db, owner);
    expect([await roleOf(secret), await roleOf(plain.secret)]).toEqual(['admin', 'editor']);
    await world.db.user.update({ where: { id: owner.id }, data: { role: 'editor' } });
    expect(await roleOf(secret)).toBe('editor');
    const editor = await world.addUser();
    const forged = await addToken(world.db, editor, { scopes: ['read', 'admin'] });
    expect(await roleOf(forged.secret)).toBe('editor');
  });

  test('says when it was used last, and writes that once a minute', async () => {
    const { id, secret } = await addToken(world.db, await world.addUser());
    const lastUsed = async () => {
      await Promise.all([1, 2, 3].map(() => callerByToken(secret, world.ports)));
      return (await world.db.apiToken.findUniqueOrThrow({ where: { id } })).lastUsedAt?.getTime();
    };
    const first = await lastUsed();
    expect(first).toBeCloseTo(world.ports.now().getTime(), -4);
    world.passHours(0.5 / 60);
    expect(await lastUsed()).toBe(first);
    world.passHours(1 / 60);
    expect(await lastUsed()).toBeGreaterThan(Number(first) + 60_000);
  });
});
