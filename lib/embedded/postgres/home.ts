// Lays out the folder of one embedded Postgres: its password and where its data lies.
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { canEnter, type Owner } from './owner.ts';
import { sharedFolder } from './shared-folder.ts';

export const databaseName = 'cutroom';
export const userName = 'cutroom';

/** Makes the home folder when it is missing; its owner user may pass through, not list it. */
export function makeHome(home: string): void {
  mkdirSync(home, { recursive: true });
  chmodSync(home, 0o711);
}

/** The address of a database in the Postgres of this home; makes the password on first use. */
export function postgresUrl(home: string, port: number, database = databaseName): string {
  makeHome(home);
  return `postgresql://${userName}:${password(home)}@127.0.0.1:${port}/${database}`;
}

/**
 * The folder in which the data folder lies: the home itself, or, when Postgres runs as another user
 * that cannot reach it, a folder below /var/lib. The choice is written down, so moving the project
 * does not lose the data.
 */
export function dataParent(home: string, owner: Owner): string {
  const record = join(home, 'data-is-in');
  if (existsSync(record)) return readFileSync(record, 'utf8').trim();
  if (canEnter(owner, home)) return home;
  const parent = join(sharedFolder(), `data-${hash(realpathSync(home))}`);
  mkdirSync(parent, { recursive: true });
  chmodSync(parent, 0o711);
  writeFileSync(record, `${parent}\n`);
  return parent;
}

/** The superuser's password, made once and readable by its owner only. */
function password(home: string): string {
  const path = join(home, 'password');
  if (!existsSync(path)) {
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, randomBytes(24).toString('hex'), { mode: 0o600 });
    try {
      linkSync(draft, path);
    } catch (error) {
      // Another starter was first: its password counts.
      if (!existsSync(path)) throw error;
    } finally {
      rmSync(draft);
    }
  }
  return readFileSync(path, 'utf8').trim();
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16);
