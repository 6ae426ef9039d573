// Gives an empty database its first two accounts.
import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { hashPassword } from '#lib/auth/passwords.ts';
import type { Account } from './first-sign-in.ts';

export type SeededAccount = Account & { isPasswordGenerated: boolean };

const roles = ['admin', 'editor'] as const;

/**
 * Creates an admin and an editor when there is no user yet; returns those it created. E-mail and
 * password come from `SEED_<ROLE>_EMAIL` and `SEED_<ROLE>_PASSWORD`; a missing password is made up.
 */
export async function seed(
  databaseUrl: string,
  variables: Record<string, string>,
): Promise<SeededAccount[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    // Two servers starting on one database at once must not both find it empty.
    await client.query('lock table users in share row exclusive mode');
    const { rowCount } = await client.query('select 1 from users limit 1');
    const accounts = rowCount === 0 ? roles.map((role) => accountFor(role, variables)) : [];
    for (const account of accounts) await insertUser(client, account);
    await client.query('commit');
    return accounts;
  } finally {
    await client.end();
  }
}

function accountFor(role: Account['role'], variables: Record<string, string>): SeededAccount {
  const prefix = `SEED_${role.toUpperCase()}`;
  const given = variables[`${prefix}_PASSWORD`];
  return {
    role,
    email: (variables[`${prefix}_EMAIL`] ?? `${role}@cutroom.local`).toLowerCase(),
    // 96 bits, without characters that are hard to tell apart or to select.
    password: given ?? randomBytes(12).toString('hex'),
    isPasswordGenerated: given === undefined,
  };
}

async function insertUser(client: Client, { role, email, password }: Account): Promise<void> {
  const name = role === 'admin' ? 'Admin' : 'Editor';
  await client.query(
    'insert into users (id, email, name, role, password_hash) values ($1, $2, $3, $4, $5)',
    [randomUUID(), email, name, role, await hashPassword(password)],
  );
}
