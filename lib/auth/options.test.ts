import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { authOptions } from './options.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

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
