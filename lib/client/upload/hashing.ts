// What the engine asks of whoever hashes files; `worker-hasher.ts` does it in a worker.

import type { WholeFile } from './hash-messages.ts';

/** The hashing of one file. Everything rejects with an AbortError once closed. */
export type FileHashing = {
  /**
   * MD5 of the bytes from `start` to `end` (exclusive), in base64 as `Content-MD5` wants it.
   * Comes before the background work. Rejects with AppError `file_changed` when the file on disk
   * is gone or not the one that was chosen.
   */
  md5(start: number, end: number): Promise<string>;
  /**
   * SHA-256 of the whole file in hexadecimal, streamed in constant memory. Started by the first
   * call; every call answers the same promise. `onProgress` is told the share done, 0..1.
   */
  sha256(onProgress?: (share: number) => void): Promise<string>;
  /**
   * `gentle` leaves the processor to the sending (about a fiftieth of a core); `full` is for when there
   * is nothing left to send. Starts as `gentle`.
   */
  setPace(pace: 'gentle' | 'full'): void;
  close(): void;
};

export type Hasher = {
  open(file: Blob): FileHashing;
  /** See lib/shared/fingerprint.ts. Takes milliseconds, whatever the size. */
  fingerprint(file: Blob): Promise<string>;
  /**
   * Reads a small file once, for its digests and for sending it. Rejects as `md5` of `FileHashing` does.
   */
  readWhole(file: Blob): Promise<WholeFile>;
};
