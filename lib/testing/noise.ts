// Bytes without meaning, the same in every run.
import { seededRandom } from './seeded-random.ts';

/** So many of them. */
export function noise(byteSize: number): Buffer {
  const random = seededRandom(1);
  return Buffer.from(Array.from({ length: byteSize }, () => Math.floor(random() * 256)));
}
