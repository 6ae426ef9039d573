// Tells whether files changed since something was made from them.
import { createHash, type Hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * One hash over the names and bytes of all files in these paths (files or folders, missing ones
 * count as empty) and over `extra`.
 */
export function fingerprint(input: {
  root: string;
  paths: string[];
  skip?: (path: string) => boolean;
  extra?: string[];
}): string {
  const { root, paths, skip = () => false, extra = [] } = input;
  const hash = createHash('sha256').update(JSON.stringify(extra));
  for (const path of paths) addPath(hash, root, path, skip);
  return hash.digest('hex');
}

/** Whether the fingerprint noted in `file` is this one. */
export function isNoted(file: string, value: string): boolean {
  try {
    return readFileSync(file, 'utf8') === value;
  } catch {
    return false;
  }
}

/** Notes a fingerprint for the next time. */
export function note(file: string, value: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, value);
}

function addPath(hash: Hash, root: string, path: string, skip: (path: string) => boolean): void {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stat || skip(path)) return;
  if (stat.isDirectory()) {
    for (const name of readdirSync(join(root, path)).sort()) {
      addPath(hash, root, `${path}/${name}`, skip);
    }
  } else {
    const bytes = readFileSync(join(root, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
}
