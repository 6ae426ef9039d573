// The file that keeps the generated passwords of the first start for the person who started it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type Account = { role: 'admin' | 'editor'; email: string; password: string };

/** Where the accounts of the first start are noted. */
export const firstSignInFile = (dataFolder: string) => join(dataFolder, 'first-sign-in.txt');

/** One line for each account: role, e-mail, password. Readable by its owner only. */
export function writeFirstSignIn(dataFolder: string, accounts: Account[]): void {
  const lines = accounts.map(({ role, email, password }) => `${role}  ${email}  ${password}\n`);
  writeFileSync(firstSignInFile(dataFolder), lines.join(''), { mode: 0o600 });
}

/** What `writeFirstSignIn` noted; empty when there is no such file. */
export function readFirstSignIn(dataFolder: string): Account[] {
  const file = firstSignInFile(dataFolder);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(/ {2,}/))
    .flatMap(([role, email, password]) =>
      (role === 'admin' || role === 'editor') && email && password
        ? [{ role, email, password } satisfies Account]
        : [],
    );
}
