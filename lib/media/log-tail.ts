// The end of what a failed process said, fit for whoever owns the file.
import 'server-only';
import { homedir, tmpdir } from 'node:os';
import { env } from '../env/env.ts';

const longest = 2000;

/** What people may be shown of why something failed: at most 2,000 characters, without paths. */
export function logTailOf(failure: Error): string {
  return withoutPaths(rootOf(failure).message).slice(-longest);
}

/** The first cause is what the process itself said. */
function rootOf(error: Error): Error {
  return error.cause instanceof Error ? rootOf(error.cause) : error;
}

/** Folders say how this machine is set up; of a path only the file's own name is left. */
function withoutPaths(text: string): string {
  const folders = [env().MEDIA_TMP_DIR ?? tmpdir(), tmpdir(), homedir()].filter(
    (folder) => folder.length > 1,
  );
  // These by name, as they may have spaces in them, at which a path cannot be told from words.
  const shorter = folders.reduce((rest, folder) => rest.replaceAll(folder, ''), text);
  return (
    shorter
      .replace(/(?<![\w/\\])(?:[a-z]:)?[\\/]+(?:[^\s'"`:;,()[\]\\/]+[\\/]+)*/gi, '')
      // The database takes no NUL, and a terminal's colours are noise. A file can put anything here.
      .replace(/[^\P{Cc}\n]/gu, ' ')
      .trim()
  );
}
