// What the page and its hashing worker say to each other.

/** `file` names the hashing a request belongs to; `job` the answer it waits for. */
export type HashRequest =
  | { kind: 'md5'; job: number; file: number; blob: Blob; start: number; end: number }
  | { kind: 'sha256'; job: number; file: number; blob: Blob; pace: Pace }
  | { kind: 'fingerprint'; job: number; blob: Blob }
  | { kind: 'whole'; job: number; blob: Blob }
  | { kind: 'pace'; file: number; pace: Pace }
  | { kind: 'close'; file: number };

export type HashAnswer =
  | { kind: 'done'; job: number; value: string }
  | { kind: 'read'; job: number; whole: WholeFile }
  | { kind: 'progress'; job: number; share: number }
  | { kind: 'failed'; job: number; isFileChanged: boolean; message: string };

/** A file read once: a copy of it in memory, and every digest. */
export type WholeFile = {
  copy: Blob;
  fingerprint: string;
  md5: string;
  sha256: string;
};

export type Pace = 'gentle' | 'full';
