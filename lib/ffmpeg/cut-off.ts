// Tells of a sound file whose length ffprobe cannot know whether it ends in the middle.
import 'server-only';
import { open } from 'node:fs/promises';

/** Two of the largest pages of Ogg, sixteen of the largest frames of AAC; more than headers of WAV. */
const partBytes = 128 * 1024;

/**
 * Whether an Ogg or AAC file (ffprobe's names: `ogg`, `aac`) ends within its last page or frame, or a
 * `wav` before its samples do. Of other containers nothing is said: ffprobe tells how long they should be.
 */
export async function isCutOff(path: string, container: string): Promise<boolean> {
  if (!['ogg', 'aac', 'wav'].includes(container)) return false;
  await using file = await open(path);
  const { size } = await file.stat();
  const from = container === 'wav' ? 0 : Math.max(0, size - partBytes);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(partBytes), 0, partBytes, from);
  const part = buffer.subarray(0, bytesRead);
  if (container === 'wav') return wavIsCutOff(part, size);
  return container === 'ogg' ? oggIsCutOff(part) : adtsIsCutOff(part);
}

/** Written by programs that could not know: the largest sizes of 31 and 32 bits, or nearly so. */
const sizeOfNoEnd = 0x7fff_0000;

/**
 * ffprobe believes the size of the file, not that of the chunk `data`, where the file is shorter. As
 * with other lengths, nobody misses a fiftieth.
 */
export function wavIsCutOff(start: Buffer, fileBytes: number): boolean {
  if (start.toString('latin1', 0, 4) !== 'RIFF') return false;
  let at = 12;
  while (at + 8 <= start.length) {
    const size = start.readUInt32LE(at + 4);
    if (start.toString('latin1', at, at + 4) === 'data') {
      return size < sizeOfNoEnd && fileBytes - (at + 8) < 0.98 * size;
    }
    // Chunks begin at even places.
    at += 8 + size + (size % 2);
  }
  return false;
}

const pageHeaderBytes = 27;

/**
 * By RFC 3533: a page says how long it is, and the last of a stream that it is the last. A recording
 * that was stopped may go without that mark, but it ends with a whole page.
 */
export function oggIsCutOff(end: Buffer): boolean {
  const at = end.lastIndexOf('OggS');
  if (at < 0 || at + pageHeaderBytes > end.length) return true;
  const content = at + pageHeaderBytes + end.readUInt8(at + 26);
  const lengths = end.subarray(at + pageHeaderBytes, content);
  const pageEnd = lengths.reduce((sum, byte) => sum + byte, content);
  if (pageEnd > end.length) return true;
  const isMarkedLast = (end.readUInt8(at + 5) & 4) !== 0;
  // What follows the page is no page any more: zeros, where the rest should be.
  return pageEnd < end.length && !isMarkedLast;
}

const frameHeaderBytes = 7;
const largestFrameBytes = 0x1fff;
const tags = ['TAG', 'APETAGEX', 'ID3', 'LYRICSBEGIN'];

/** Frames follow each other to the end, or to the tags behind them (ISO/IEC 13818-7, 6.2). */
export function adtsIsCutOff(end: Buffer): boolean {
  // Where the last row of frames ends; there are several where one of them rotted.
  let at = 0;
  for (let first = firstFrame(end, 0); first >= 0; first = firstFrame(end, at)) {
    at = first;
    for (let size = frameBytes(end, at); size > 0; size = frameBytes(end, at)) at += size;
  }
  if (at > end.length) return true;
  const rest = end.subarray(at);
  const isHeader = rest.length < frameHeaderBytes && rest[0] === 0xff;
  const isTag = tags.some((tag) => rest.toString('latin1', 0, tag.length) === tag);
  return isHeader || (rest.length > largestFrameBytes && !isTag);
}

/** Three in a row are no accident; -1 when there are none. */
function firstFrame(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const second = at + frameBytes(bytes, at);
    const third = second + frameBytes(bytes, second);
    if (at < second && second < third && frameBytes(bytes, third) > 0) return at;
  }
  return -1;
}

/** The length of the frame that begins here, 0 when none does. */
function frameBytes(bytes: Buffer, at: number): number {
  if (at + frameHeaderBytes > bytes.length || (bytes.readUInt16BE(at) & 0xfff6) !== 0xfff0)
    return 0;
  return (bytes.readUIntBE(at + 3, 3) >> 5) & 0x1fff;
}
