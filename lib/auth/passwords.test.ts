import { expect, test } from 'vitest';
import { hashPassword, isPassword } from './passwords.ts';

test('a password matches its own hash only', async () => {
  const hash = await hashPassword('correct horse');
  expect(await isPassword('correct horse', hash)).toBe(true);
  expect(await isPassword('correct horsE', hash)).toBe(false);
});

test('two hashes of one password differ', async () => {
  expect(await hashPassword('same')).not.toBe(await hashPassword('same'));
});

test('composed and decomposed letters are the same password', async () => {
  expect(await isPassword('caf\u0065\u0301', await hashPassword('caf\u00e9'))).toBe(true);
});

test('nobody has a password, and an unknown scheme never matches', async () => {
  expect(await isPassword('anything', undefined)).toBe(false);
  expect(await isPassword('anything', 'md5$abc')).toBe(false);
});
