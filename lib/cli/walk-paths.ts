// The files below what was named, in the order of their names.
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

export type FoundFile = {
  /** As a person would name it: what was typed, and the way from there. */
  path: string;
  byteSize: number;
  modifiedMs: number;
};

export type LeftOut = {
  path: string;
  reason: 'hidden' | 'unreadable' | 'not_a_file' | 'empty' | 'type' | 'too_large';
  sentence: string;
};

export type Found = { file: FoundFile } | { leftOut: LeftOut };

/**
 * Walks every path; what is named twice, or reached by a link as well, comes once. What is hidden
 * comes only when it was named itself. Throws with a sentence when a named path is not there.
 */
export async function* walkPaths(paths: readonly string[]): AsyncGenerator<Found> {
  const seen = new Set<string>();
  for (const path of paths) {
    await stat(path).catch((cause: unknown) => {
      throw new MissingPath(`${path}: there is no such file or folder.`, { cause });
    });
  }
  for (const path of paths) yield* walk(path, seen);
}

/** A path that was typed and does not exist. */
export class MissingPath extends Error {}

async function* walk(path: string, seen: Set<string>): AsyncGenerator<Found> {
  try {
    // A link back to a folder above would be walked for ever.
    const real = await realpath(path);
    if (seen.has(real)) return;
    seen.add(real);
    const facts = await stat(path);
    if (facts.isDirectory()) yield* walkFolder(path, seen);
    else if (!facts.isFile()) yield leaveOut(path, 'not_a_file', 'It is not a file.');
    else if (facts.size === 0) yield leaveOut(path, 'empty', 'It is empty.');
    else yield { file: { path, byteSize: facts.size, modifiedMs: Math.round(facts.mtimeMs) } };
  } catch (error) {
    yield leaveOut(path, 'unreadable', `It cannot be read (${codeOf(error)}).`);
  }
}

async function* walkFolder(folder: string, seen: Set<string>): AsyncGenerator<Found> {
  const names = await readdir(folder);
  for (const name of names.sort()) {
    const path = join(folder, name);
    if (basename(name).startsWith('.')) yield leaveOut(path, 'hidden', 'It is hidden.');
    else yield* walk(path, seen);
  }
}

function leaveOut(path: string, reason: LeftOut['reason'], sentence: string): Found {
  return { leftOut: { path, reason, sentence } };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
