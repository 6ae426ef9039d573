// Proves that an empty database gets its first two accounts, once.
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isPassword } from '#lib/auth/passwords.ts';
import { createTestDatabase, runSql, type TestDatabase } from '#lib/testing/test-database.ts';
import { seed } from './seed.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

test('the generated passwords open the accounts', async () => {
  const accounts = await seed(database.url, {});
  expect(accounts.map(({ role, email }) => [role, email])).toEqual([
    ['admin', 'admin@cutroom.local'],
    ['editor', 'editor@cutroom.local'],
  ]);
  for (const { email, password, role } of accounts) {
    const user = await userOf(email);
    expect(user?.role).toBe(role);
    expect(await isPassword(password, user?.password_hash)).toBe(true);
  }
});

test('e-mails and passwords that are given are used', async () => {
  const given = { SEED_EDITOR_EMAIL: 'Ed@Films.example', SEED_EDITOR_PASSWORD: 'cut to black' };
  const [admin, editor] = await seed(database.url, given);
  expect(editor).toMatchObject({ email: 'ed@films.example', isPasswordGenerated: false });
  expect(admin?.isPasswordGenerated).toBe(true);
  const user = await userOf('ed@films.example');
  expect(await isPassword('cut to black', user?.password_hash)).toBe(true);
});

test('two starters at once create the accounts once, and a later start none', async () => {
  const both = await Promise.all([seed(database.url, {}), seed(database.url, {})]);
  expect(both.map((accounts) => accounts.length).sort()).toEqual([0, 2]);
  expect(await seed(database.url, {})).toEqual([]);
});

test('a database whose only user was added by hand stays as it is', async () => {
  await runSql(
    database.url,
    "insert into users (id, email, name, password_hash) values ('u', 'a@b.example', 'A', 'x')",
  );
  expect(await seed(database.url, {})).toEqual([]);
});

async function userOf(email: string): Promise<{ role: string; password_hash: string } | undefined> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query('select role, password_hash from users where email = $1', [
    email,
  ]);
  await client.end();
  return rows[0];
}
