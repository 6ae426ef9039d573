import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestWorld, type TestWorld } from '#lib/testing/test-world.ts';
import { hashPassword } from './passwords.ts';
import { signIn } from './sign-in.ts';

let world: TestWorld;
let passwordHash: string;
beforeAll(async () => {
  world = await createTestWorld();
  passwordHash = await hashPassword('right');
});
afterAll(() => world.close());

async function addUser(fields: { disabledAt?: Date } = {}) {
  const { id, email } = await world.addUser();
  await world.db.user.update({ where: { id }, data: { passwordHash, ...fields } });
  return { id, email };
}
const attempt = (email: string, password: string, address = '192.0.2.1') =>
  signIn({ email, password }, address, world.ports);

test('the right password signs in, in any spelling of the e-mail', async () => {
  const { id, email } = await addUser();
  expect(await attempt(` ${email.toUpperCase()} `, 'right')).toMatchObject({ id, tokenVersion: 0 });
});

test('wrong password, unknown e-mail and no input are told alike', async () => {
  const { email } = await addUser();
  const refusal = { refused: 'invalid_credentials' };
  expect(await attempt(email, 'wrong')).toEqual(refusal);
  expect(await attempt('nobody@example.test', 'right')).toEqual(refusal);
  expect(await signIn(undefined, '192.0.2.1', world.ports)).toEqual(refusal);
});

test('a disabled account is told so, but only with its password', async () => {
  const { email } = await addUser({ disabledAt: new Date() });
  expect(await attempt(email, 'right')).toEqual({ refused: 'disabled' });
  expect(await attempt(email, 'wrong')).toEqual({ refused: 'invalid_credentials' });
});

test('after ten attempts an e-mail has to wait, even with the right password', async () => {
  const { email } = await addUser();
  await world.db.rateLimit.create({
    data: {
      key: `sign-in:email:${email}`,
      hits: 10,
      expiresAt: new Date(Date.now() + 60_000),
    },
  });
  expect(await attempt(email, 'right', '192.0.2.2')).toEqual({ refused: 'rate_limited' });
  await world.db.rateLimit.updateMany({ data: { expiresAt: new Date(0) } });
  expect(await attempt(email, 'right', '192.0.2.2')).toMatchObject({ email });
});

test('an address that tries many e-mails has to wait', async () => {
  const { email } = await addUser();
  await world.db.rateLimit.create({
    data: {
      key: 'sign-in:address:192.0.2.3',
      hits: 50,
      expiresAt: new Date(Date.now() + 60_000),
    },
  });
  expect(await attempt(email, 'right', '192.0.2.3')).toEqual({ refused: 'rate_limited' });
});
