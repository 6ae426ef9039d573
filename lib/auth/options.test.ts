import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { addressOf, authOptions } from './options.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

test.each([
  [undefined, 'unknown'],
  ['192.0.2.1', '192.0.2.1'],
  ['198.51.100.7, 192.0.2.1', '192.0.2.1'],
  [['198.51.100.7', '203.0.113.9, 192.0.2.1'], '192.0.2.1'],
])('%j is counted as %s: what a client wrote itself does not count', (header, address) => {
  expect(addressOf(header === undefined ? {} : { 'x-forwarded-for': header })).toBe(address);
});

test('the sign-in page never hears what the database said', async () => {
  const [provider] = authOptions().providers;
  if (!provider) throw new Error('no provider');
  const { authorize } = provider.options as {
    authorize(credentials: object, request: object): Promise<unknown>;
  };
  const broken = {
    password: 'x',
    get email() {
      throw new Error('no connection to 10.0.0.1');
    },
  };
  await expect(authorize(broken, { headers: {} })).rejects.toThrow(/^failed$/);
  await expect(authorize({ email: 'a\0b', password: 'x' }, { headers: {} })).rejects.toThrow(
    /^invalid_credentials$/,
  );
});
