// How long an ASF file (WMV, WMA) says it is.
import 'server-only';
import { open } from 'node:fs/promises';

/** The objects of a header are in no order, but the one we look for is small and comes early. */
const headerBytes = 64 * 1024;

/** The File Properties Object, by its GUID as it is stored (ASF specification 01.20.03, 3.2). */
const fileProperties = Buffer.from('a1dcab8c47a9cf118ee400c00c205365', 'hex');

/**
 * Seconds; 0 when the file does not say, as a broadcast. ffprobe keeps this to itself when the file has
 * not the size its header says, and then guesses how long the rest is: half a film would pass for a
 * whole one.
 */
export async function asfSeconds(path: string): Promise<number> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
  return secondsInHeader(buffer.subarray(0, bytesRead));
}

/** The same from the first bytes of the file. */
export function secondsInHeader(header: Buffer): number {
  const at = header.indexOf(fileProperties);
  if (at < 0 || at + 92 > header.length) return 0;
  const isBroadcast = (header.readUInt32LE(at + 88) & 1) === 1;
  if (isBroadcast) return 0;
  // In units of 100 ns, with the time that a player buffers before it begins, in ms.
  const played = Number(header.readBigUInt64LE(at + 64)) / 1e7;
  const buffered = Number(header.readBigUInt64LE(at + 80)) / 1e3;
  return Math.max(0, played - buffered);
}
