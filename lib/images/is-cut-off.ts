// Tells a HEIF file that ends too early: libheif fills in what is missing, and says nothing.
import 'server-only';

const needed = ['meta', 'mdat'];

/**
 * Whether a box that a picture is made of goes on behind the end of the file. What follows the last box,
 * as some phones write, is passed over. Boxes are those of ISO/IEC 14496-12, 4.2.
 */
export function isCutOff(file: Buffer): boolean {
  for (let at = 0; at + 8 <= file.length; ) {
    const size = sizeAt(file, at);
    if (size < 8) return false;
    const name = file.toString('latin1', at + 4, at + 8);
    if (at + size > file.length && needed.includes(name)) return true;
    at += size;
  }
  return false;
}

/** 0 in the file: the box goes to the end. 1: the size follows the name, in eight bytes. */
function sizeAt(file: Buffer, at: number): number {
  const size = file.readUInt32BE(at);
  if (size === 0) return file.length - at;
  if (size !== 1 || at + 16 > file.length) return size;
  return Number(file.readBigUInt64BE(at + 8));
}
