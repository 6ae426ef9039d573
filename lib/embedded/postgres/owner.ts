// Decides which user the Postgres processes run as: Postgres refuses to run as root.
import { spawnSync } from 'node:child_process';
import { chownSync } from 'node:fs';

/** `uid` and `gid` for spawn; empty when Postgres simply runs as the current user. */
export type Owner = { uid?: number; gid?: number };

// "nobody": exists by convention everywhere and owns nothing of value.
const NOBODY = 65_534;

/** The user Postgres runs as. */
export function postgresOwner(): Owner {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

/** Gives a file or folder to the owner. */
export function giveTo(owner: Owner, path: string): void {
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(path, owner.uid, owner.gid);
}

/** Whether the owner can enter this folder through all folders above it. */
export function canEnter(owner: Owner, folder: string): boolean {
  if (owner.uid === undefined) return true;
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...owner, cwd: '/' }).status === 0;
}
