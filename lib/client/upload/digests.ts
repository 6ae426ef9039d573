// Computes MD5 and SHA-256 of bytes that come piece by piece, in the fastest way there is.
import { createMD5, createSHA256, type IHasher } from 'hash-wasm';
import { fingerprintRanges } from '#lib/shared/fingerprint.ts';

/** A hash being computed. `finish` is its last call; `abandon` is instead of it. */
export type Digest = {
  update(bytes: Uint8Array<ArrayBuffer>): void;
  finish(): Promise<string>;
  abandon(): void;
};

/** The browser's own SHA-256 is three times as fast, but takes everything at once. */
const wholeAtMost = 16 * 1024 * 1024;

/** Whether a file's SHA-256 is best computed from all of its bytes together. */
export function prefersWhole(byteSize: number): boolean {
  // Plain http pages have no `crypto.subtle`.
  return byteSize <= wholeAtMost && globalThis.crypto?.subtle !== undefined;
}

/** MD5 in base64. */
export async function startMd5(): Promise<Digest> {
  return pooled(md5s, await (md5s.pop() ?? createMD5()), (hasher) =>
    btoa(String.fromCharCode(...hasher.digest('binary'))),
  );
}

/** SHA-256 in hexadecimal. When it `prefersWhole` the bytes must come in one piece. */
export async function startSha256(byteSize: number): Promise<Digest> {
  if (prefersWhole(byteSize)) return wholeSha256();
  return pooled(sha256s, await (sha256s.pop() ?? createSHA256()), (hasher) => hasher.digest('hex'));
}

/** See `fingerprintRanges`. Rejects with the blob's own error when it cannot be read. */
export async function fingerprintOf(blob: Blob): Promise<string> {
  const edges = fingerprintRanges(blob.size).map(({ start, end }) => blob.slice(start, end));
  return sha256Of(new Uint8Array(await new Blob([...edges, String(blob.size)]).arrayBuffer()));
}

/** Every digest of a file that was read as a whole. */
export async function digestsOf(
  file: ArrayBuffer,
): Promise<{ fingerprint: string; md5: string; sha256: string }> {
  const bytes = new Uint8Array(file);
  const md5 = await startMd5();
  md5.update(bytes);
  const [fingerprint, sha256] = await Promise.all([sha256Of(edgesOf(bytes)), sha256Of(bytes)]);
  return { fingerprint, md5: await md5.finish(), sha256 };
}

function edgesOf(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const edges = fingerprintRanges(bytes.byteLength);
  const size = new TextEncoder().encode(String(bytes.byteLength));
  const pieces = [...edges.map(({ start, end }) => bytes.subarray(start, end)), size];
  const together = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
  let at = 0;
  for (const piece of pieces) {
    together.set(piece, at);
    at += piece.byteLength;
  }
  return together;
}

async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await startSha256(bytes.byteLength);
  digest.update(bytes);
  return digest.finish();
}

// A WebAssembly instance reserves address space until it is collected, so they are used again.
const md5s: IHasher[] = [];
const sha256s: IHasher[] = [];

function pooled(pool: IHasher[], hasher: IHasher, digest: (hasher: IHasher) => string): Digest {
  hasher.init();
  return {
    update: (bytes) => hasher.update(bytes),
    finish: async () => {
      const value = digest(hasher);
      pool.push(hasher);
      return value;
    },
    abandon: () => pool.push(hasher),
  };
}

function wholeSha256(): Digest {
  let whole = new Uint8Array(0);
  return {
    update: (bytes) => {
      whole = bytes;
    },
    finish: async () => {
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
      return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
    },
    abandon: () => undefined,
  };
}
