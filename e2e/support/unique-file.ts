// Sample files nobody has uploaded before: the app would say that they are there already.
import { randomBytes } from 'node:crypto';
import { appendFile, copyFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { test } from 'playwright/test';
import { type sampleFiles, samplePath } from './sample-files.ts';

/** The path of a copy under this name that plays the same and has another content. */
export async function uniqueFile(sample: keyof typeof sampleFiles, name: string): Promise<string> {
  const path = test.info().outputPath(name);
  await copyFile(samplePath(sample), path);
  const noise = randomBytes(24);
  await appendFile(path, extname(name) === '.mp4' ? freeBox(noise) : noise);
  return path;
}

/** A box of an MP4 that players pass over (ISO/IEC 14496-12, 8.1.2); JPEG readers stop by themselves. */
function freeBox(content: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(header.length + content.length);
  header.write('free', 4, 'latin1');
  return Buffer.concat([header, content]);
}
