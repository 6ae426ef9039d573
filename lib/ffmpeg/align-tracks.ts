// Gives the separately packaged tracks of one film a common clock.
import 'server-only';
import { type FileHandle, open } from 'node:fs/promises';

/** A packaged file, and when its first packet is decoded on the clock of the film (0 = first picture). */
export type PackagedTrack = { path: string; firstDecodeSeconds: number };

/**
 * ffmpeg starts every fragmented MP4 at zero, whatever its first packet: pictures that wait for
 * B-frames and sound with its encoder's lead-in would each be off by their own delay (45 ms between
 * them at 30 fps, more at fewer), and a kept rung against an encoded one. Edit lists say so too, but
 * players that append to a media buffer ignore them. So the later starters are moved here, in place,
 * and the edit lists taken out: a player that does follow them would count a late start twice.
 */
export async function alignTracks(tracks: readonly PackagedTrack[]): Promise<void> {
  const earliest = Math.min(...tracks.map(({ firstDecodeSeconds }) => firstDecodeSeconds));
  for (const { path, firstDecodeSeconds } of tracks) {
    await delayFragments(path, firstDecodeSeconds - earliest);
  }
}

/**
 * Adds to the decode time (`tfdt`, ISO/IEC 14496-12) of every fragment, and makes the edit list (`edts`)
 * a box to be skipped (`free`); no byte changes its place.
 */
async function delayFragments(path: string, seconds: number): Promise<void> {
  await using file = await open(path, 'r+');
  const { size } = await file.stat();
  let ticks = 0n;
  for (let at = 0; at < size; ) {
    const { type, byteSize } = await boxAt(file, at);
    if (type === 'moov') {
      const movie = await bytesAt(file, at, byteSize);
      ticks = BigInt(Math.round(seconds * timescaleIn(movie)));
      const edits = movie.indexOf('edts');
      if (edits >= 0) await file.write('free', at + edits, 'latin1');
    }
    if (type === 'moof' && ticks > 0n) {
      const fragment = await bytesAt(file, at, byteSize);
      const time = fragment.indexOf('tfdt') + 8;
      const isLong = fragment[time - 4] === 1;
      if (isLong) fragment.writeBigUInt64BE(fragment.readBigUInt64BE(time) + ticks, time);
      else fragment.writeUInt32BE(fragment.readUInt32BE(time) + Number(ticks), time);
      await file.write(fragment, 0, byteSize, at);
    }
    at += byteSize;
  }
}

async function boxAt(file: FileHandle, at: number): Promise<{ type: string; byteSize: number }> {
  const header = await bytesAt(file, at, 8);
  const byteSize = header.readUInt32BE(0);
  // 0 and 1 mean "to the end" and "a longer size follows": ffmpeg writes neither into segments.
  if (byteSize < 8) throw new Error(`a box of ${byteSize} bytes at ${at}`);
  return { type: header.toString('latin1', 4, 8), byteSize };
}

async function bytesAt(file: FileHandle, at: number, byteSize: number): Promise<Buffer> {
  const { buffer } = await file.read(Buffer.alloc(byteSize), 0, byteSize, at);
  return buffer;
}

/** Ticks per second of the only track, from its media header (`mdhd`). */
function timescaleIn(moov: Buffer): number {
  const header = moov.indexOf('mdhd');
  const isLong = moov[header + 4] === 1;
  return moov.readUInt32BE(header + (isLong ? 24 : 16));
}
