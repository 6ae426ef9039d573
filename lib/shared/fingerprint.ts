// What a file's fingerprint is made of: enough to find a likely twin in milliseconds, never proof.

/**
 * The fingerprint is the SHA-256, in hexadecimal, of the file's first and last 128 KiB one after the
 * other, followed by its size in bytes as decimal digits (ASCII). A file of at most twice that size
 * is taken whole, once.
 */
export const fingerprintEdgeBytes = 128 * 1024;

/** The byte ranges that go in, end exclusive. */
export function fingerprintRanges(byteSize: number): { start: number; end: number }[] {
  if (byteSize <= 2 * fingerprintEdgeBytes) return [{ start: 0, end: byteSize }];
  return [
    { start: 0, end: fingerprintEdgeBytes },
    { start: byteSize - fingerprintEdgeBytes, end: byteSize },
  ];
}
