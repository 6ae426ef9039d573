// What is noted of uploads under way, so that the same command can go on with them: one small file each.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const noteSchema = z.object({
  uploadId: z.string(),
  fileName: z.string(),
  byteSize: z.number(),
  lastModifiedMs: z.number(),
  fingerprint: z.string(),
  etagsAreMd5: z.boolean().nullable(),
});
export type UploadNote = z.output<typeof noteSchema>;

/** The server has given them up long before. */
const keptMs = 30 * 24 * 60 * 60 * 1000;

/**
 * Notes below `folder`, each under what names its file. Never throws: where nothing can be written, a
 * command that was interrupted begins its large files anew.
 */
export function createUploadNotes(folder: string, now: () => number = Date.now) {
  const fileOf = (name: string) => join(folder, `${name}.json`);
  return {
    async find(name: string): Promise<UploadNote | null> {
      const text = await readFile(fileOf(name), 'utf8').catch(() => '');
      const parsed = z.preprocess(parseJson, noteSchema).safeParse(text);
      return parsed.success ? parsed.data : null;
    },
    async keep(name: string, note: UploadNote): Promise<void> {
      const fresh = `${fileOf(name)}.${process.pid}`;
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        // Renamed when it is whole: a kill in between leaves the note from before.
        await writeFile(fresh, JSON.stringify(note), { mode: 0o600 });
        await rename(fresh, fileOf(name));
      } catch {
        await rm(fresh, { force: true }).catch(() => undefined);
      }
    },
    async forget(name: string): Promise<void> {
      await rm(fileOf(name), { force: true }).catch(() => undefined);
    },
    async forgetOld(): Promise<void> {
      const names = await readdir(folder).catch(() => []);
      for (const name of names) {
        const facts = await stat(join(folder, name)).catch(() => null);
        if (facts && now() - facts.mtimeMs > keptMs) await rm(join(folder, name), { force: true });
      }
    },
  };
}
export type UploadNotes = ReturnType<typeof createUploadNotes>;

/** One name for the same things, whatever they contain. */
export function nameOf(...things: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(things)).digest('hex').slice(0, 40);
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
