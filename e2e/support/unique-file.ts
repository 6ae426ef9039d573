// Sample files nobody has uploaded before: the app would say that they are there already.
import { randomBytes } from 'node:crypto';
import { appendFile, copyFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { test } from 'playwright/test';
import { freeBox } from './free-box.ts';
import { type sampleFiles, samplePath } from './sample-files.ts';

/** The path of a copy under this name that plays the same and has another content. */
export async function uniqueFile(sample: keyof typeof sampleFiles, name: string): Promise<string> {
  const path = test.info().outputPath(name);
  await copyFile(samplePath(sample), path);
  const noise = randomBytes(24);
  await appendFile(path, extname(name) === '.mp4' ? freeBox(noise) : noise);
  return path;
}
