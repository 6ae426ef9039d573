// The checksum that goes with a piece, so that the store refuses one that was damaged on its way.
import { AppError } from '#lib/shared/errors.ts';
import type { FileHashing } from './hashing.ts';

/**
 * Above this the processor is what limits the upload, not the network: pieces go without a checksum of
 * their own there, and the hash of the whole file alone is the proof.
 */
const outrunBytesPerSecond = 64 * 1024 * 1024;
/** How long a piece waits for its checksum before anything is known about the speed. */
const firstPatienceMs = 40;
const patienceMs = 2_000;

/** What the lanes carry in bytes per second, now and on an earlier page; null while nobody knows. */
export type Goodput = {
  readonly bytesPerSecond: number | null;
  readonly rememberedBytesPerSecond: number | null;
};

export class PartChecksums {
  readonly #hashing: FileHashing;
  readonly #goodput: Goodput;
  #isWaiting = false;

  constructor(hashing: FileHashing, goodput: Goodput) {
    this.#hashing = hashing;
    this.#goodput = goodput;
  }

  /**
   * The MD5 of a piece for `Content-MD5`, or null when it would hold the sending up.
   * Throws AppError `file_changed` when the file can no longer be read.
   */
  async of(start: number, end: number): Promise<string | null> {
    const goodput = this.#known();
    const isSlowerThanHashing = goodput !== null && goodput <= outrunBytesPerSecond;
    this.#hashing.setPace(isSlowerThanHashing ? 'full' : 'gentle');
    if (goodput !== null && !isSlowerThanHashing) return null;
    // Before the speed is known, one at a time: what comes too late only takes the processor.
    if (goodput === null && this.#isWaiting) return null;
    this.#isWaiting = true;
    const checksum = this.#hashing.md5(start, end).catch((error: unknown) => {
      if (error instanceof AppError) throw error;
      // No hashing in this browser must not mean no uploading.
      return null;
    });
    const done = () => {
      this.#isWaiting = false;
    };
    checksum.then(done, done);
    return inTime(checksum, goodput === null ? firstPatienceMs : patienceMs);
  }

  /**
   * Only a fast line is taken from memory: on a slow one the first pieces set out together all the
   * same, instead of one after the other as their checksums are ready.
   */
  #known(): number | null {
    const { bytesPerSecond, rememberedBytesPerSecond: remembered } = this.#goodput;
    const wasFast = remembered !== null && remembered > outrunBytesPerSecond;
    return bytesPerSecond ?? (wasFast ? remembered : null);
  }
}

/** What the promise answers, or null when that takes longer. */
async function inTime(promise: Promise<string | null>, withinMs: number): Promise<string | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), withinMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
    // A piece that went without does not care any more.
    promise.catch(() => undefined);
  }
}
