// The checksum that goes with a piece, so that the store refuses one that was damaged on its way.
import { AppError } from '#lib/shared/errors.ts';
import { partSizeOf, planParts } from '#lib/shared/part-plan.ts';
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
  /** By where their pieces start. */
  readonly #prepared = new Map<number, { end: number; md5: string }>();
  #hasSetOut = false;
  #isWaiting = false;

  constructor(hashing: FileHashing, goodput: Goodput) {
    this.#hashing = hashing;
    this.#goodput = goodput;
  }

  /**
   * Makes those of the first pieces while the server is still being asked, one after the other until
   * the first piece sets out. Never rejects: whoever sends finds what is wrong with the file.
   */
  async prepare(byteSize: number): Promise<void> {
    const plan = planParts(byteSize);
    if (!plan || this.#outrunsHashing) return;
    for (let number = 1; number <= plan.partCount && !this.#hasSetOut; number += 1) {
      const start = (number - 1) * plan.partByteSize;
      const end = start + partSizeOf(byteSize, plan, number);
      const md5 = await this.#hashing.md5(start, end).catch(() => null);
      if (md5 === null) return;
      this.#prepared.set(start, { end, md5 });
    }
  }

  /**
   * The MD5 of a piece for `Content-MD5`, or null when it would hold the sending up.
   * Throws AppError `file_changed` when the file can no longer be read.
   */
  async of(start: number, end: number): Promise<string | null> {
    this.#hasSetOut = true;
    const isMeasured = this.#goodput.bytesPerSecond !== null;
    const outrunsHashing = this.#outrunsHashing;
    this.#hashing.setPace(isMeasured && !outrunsHashing ? 'full' : 'gentle');
    const prepared = this.#prepared.get(start);
    if (prepared?.end === end) return prepared.md5;
    if (outrunsHashing) return null;
    // Before the speed is known, pieces set out together; one at a time waits a moment where nothing
    // was prepared, to learn how the store answers to a checksum.
    if (!isMeasured && (this.#isWaiting || this.#prepared.size > 0)) return null;
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
    return inTime(checksum, isMeasured ? patienceMs : firstPatienceMs);
  }

  /** While nothing is measured, what an earlier page found counts. */
  get #outrunsHashing(): boolean {
    const { bytesPerSecond, rememberedBytesPerSecond } = this.#goodput;
    return (bytesPerSecond ?? rememberedBytesPerSecond ?? 0) > outrunBytesPerSecond;
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
