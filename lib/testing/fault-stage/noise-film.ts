// Makes files that get past the content check and are fast to make: noise behind the head of an MP4.
import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

export type NoiseFilm = { path: string; fileName: string; byteSize: number; sha256: string };

/** Every call makes other content, so that no file is taken for one that is there already. */
export async function makeNoiseFilm(path: string, byteSize: number): Promise<NoiseFilm> {
  const bytes = Buffer.concat([mp4Head(), randomBytes(64), noise(byteSize)], byteSize);
  await writeFile(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { path, fileName: basename(path), byteSize, sha256 };
}

let made = Buffer.alloc(0);

/** The same noise for all: making it takes longer than writing it. */
function noise(byteSize: number): Buffer {
  if (made.length < byteSize) made = randomBytes(byteSize);
  return made.subarray(0, byteSize);
}

/** The first box of an MP4: what the content check looks at. */
function mp4Head(): Buffer {
  const box = Buffer.alloc(24);
  box.writeUInt32BE(box.length, 0);
  box.write('ftypisom', 4, 'latin1');
  box.write('isomiso2', 16, 'latin1');
  return box;
}
