// Bytes in a film that are not part of it.

/** A box of an MP4 that players pass over (ISO/IEC 14496-12, 8.1.2); JPEG readers stop by themselves. */
export function freeBox(content: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.writeUInt32BE(header.length + content.length);
  header.write('free', 4, 'latin1');
  return Buffer.concat([header, content]);
}
