// What a browser says of a file: computed here from the words of the contract, not by the code under test.
import { createHash } from 'node:crypto';

const edge = 128 * 1024;

/** SHA-256 of the first and the last 128 KiB and the size in digits; of the whole when it is not larger. */
export function fingerprintOf(file: Buffer): string {
  const hash = createHash('sha256');
  if (file.length <= 2 * edge) hash.update(file);
  else hash.update(file.subarray(0, edge)).update(file.subarray(-edge));
  return hash.update(`${file.length}`).digest('hex');
}

export function sha256Of(file: Buffer): string {
  return createHash('sha256').update(file).digest('hex');
}
