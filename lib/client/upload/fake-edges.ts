// For tests: what the engine needs of the browser, without one.
import type { MediaWatcher } from '../media-events.ts';
import type { FileHashing } from './hashing.ts';
import type { Line } from './line-memory.ts';
import type { EngineEdges } from './upload-engine.ts';
import type { RememberedUpload } from './upload-memory.ts';

/** Hashes are words about the bytes: equal for equal bytes, and no work. */
export class FakeEdges {
  readonly watchers = new Map<string, MediaWatcher>();
  readonly remembered = new Map<string, RememberedUpload>();
  readonly paces: string[] = [];
  /** Small, so that tests reach what is for large files with few bytes. */
  hashFirstMaxBytes = 16;
  isOnline = true;
  /** As it was on an earlier page. */
  line: Line = { lanes: 4, bytesPerSecond: null };
  goOnline = (): void => undefined;

  edges(transport: EngineEdges['transport']): EngineEdges {
    return {
      transport,
      ownerId: 'o',
      line: { recall: () => this.line, keep: () => undefined },
      hashFirstMaxBytes: this.hashFirstMaxBytes,
      now: Date.now,
      random: () => 1,
      connectivity: {
        isOnline: () => this.isOnline,
        untilOnline: () =>
          new Promise((resolve) => {
            this.goOnline = () => {
              this.isOnline = true;
              resolve();
            };
          }),
      },
      watch: (id, watcher) => {
        this.watchers.set(id, watcher);
        return () => this.watchers.delete(id);
      },
      hasher: {
        open: (file) => this.#hashing(file),
        fingerprint: (file) => hashOf(file),
        readWhole: async (file) => {
          const sha256 = await hashOf(file);
          return { copy: file, sha256, fingerprint: sha256, md5: btoa(`md5 ${sha256}`) };
        },
      },
      memory: {
        all: async () => [...this.remembered.values()],
        remember: async (upload) => void this.remembered.set(upload.uploadId, upload),
        forget: async (uploadId) => void this.remembered.delete(uploadId),
      },
    };
  }

  #hashing(file: Blob): FileHashing {
    return {
      md5: async (start, end) => btoa(`md5 ${await hashOf(file.slice(start, end))}`),
      sha256: () => hashOf(file),
      setPace: (pace) => this.paces.push(pace),
      close: () => undefined,
    };
  }
}

/** 64 hexadecimal digits, as the schema wants them. */
async function hashOf(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const sum = bytes.reduce((hash, byte) => (hash * 31 + byte) % 0xfffffffb, bytes.length + 7);
  return sum.toString(16).padStart(64, '0');
}
