// Hashing with what Node brings, in the process itself: its digests outrun any line.
import { createHash } from 'node:crypto';
import { setTimeout as rest } from 'node:timers/promises';
import { digestsOf, fingerprintOf } from '#lib/client/upload/digests.ts';
import type { FileHashing, Hasher } from '#lib/client/upload/hashing.ts';
import { AppError } from '#lib/shared/errors.ts';

/** A rest after each mebibyte leaves the processor to the sending, at about 80 MiB/s. */
const restAfterBytes = 1024 * 1024;
const restMs = 10;

export function createNodeHasher(): Hasher {
  return {
    open: (file) => new NodeFileHashing(file),
    fingerprint: (file) => readable(fingerprintOf(file)),
    readWhole: async (file) => {
      const bytes = await readable(file.arrayBuffer());
      return { copy: new Blob([bytes]), ...(await digestsOf(bytes)) };
    },
  };
}

class NodeFileHashing implements FileHashing {
  readonly #file: Blob;
  readonly #closing = new AbortController();
  readonly #listeners = new Set<(share: number) => void>();
  #pace: 'gentle' | 'full' = 'gentle';
  #sha256: Promise<string> | null = null;

  constructor(file: Blob) {
    this.#file = file;
  }

  async md5(start: number, end: number): Promise<string> {
    const hash = createHash('md5');
    await this.#read(this.#file.slice(start, end), (bytes) => hash.update(bytes));
    return hash.digest('base64');
  }

  sha256(onProgress?: (share: number) => void): Promise<string> {
    if (onProgress) this.#listeners.add(onProgress);
    this.#sha256 ??= this.#hashWhole();
    return this.#sha256;
  }

  setPace(pace: 'gentle' | 'full'): void {
    this.#pace = pace;
  }

  close(): void {
    this.#closing.abort(new DOMException('The hashing was closed.', 'AbortError'));
  }

  async #hashWhole(): Promise<string> {
    const hash = createHash('sha256');
    let hashed = 0;
    let untilRest = restAfterBytes;
    await this.#read(this.#file, async (bytes) => {
      hash.update(bytes);
      hashed += bytes.byteLength;
      untilRest -= bytes.byteLength;
      if (untilRest > 0) return;
      untilRest = restAfterBytes;
      for (const listener of this.#listeners) listener(hashed / this.#file.size);
      if (this.#pace === 'gentle') await rest(restMs);
    });
    return hash.digest('hex');
  }

  async #read(blob: Blob, take: (bytes: Uint8Array) => unknown): Promise<void> {
    const { signal } = this.#closing;
    const reader = blob.stream().getReader();
    try {
      for (;;) {
        signal.throwIfAborted();
        const { done, value } = await readable(reader.read());
        if (done) return;
        await take(value);
      }
    } finally {
      reader.cancel().catch(() => undefined);
    }
  }
}

async function readable<Answer>(reading: Promise<Answer>): Promise<Answer> {
  return reading.catch((cause: unknown) => {
    throw new AppError('file_changed', 'The file was changed or removed.', { cause });
  });
}
