// For tests: ID3v2.3 tags of any content, to be put before the bytes of an MP3.
import 'server-only';

/** A whole tag from its frames, by their four letters. */
export function id3Tag(frames: Record<string, Buffer>): Buffer {
  const body = Buffer.concat(
    Object.entries(frames).map(([id, content]) => {
      const header = Buffer.alloc(10);
      header.write(id, 'latin1');
      header.writeUInt32BE(content.length, 4);
      return Buffer.concat([header, content]);
    }),
  );
  const header = Buffer.from('ID3\x03\0\0', 'latin1');
  // Seven bits to a byte, so that no size looks like the start of a frame of sound.
  const size = [21, 14, 7, 0].map((shift) => (body.length >> shift) & 0x7f);
  return Buffer.concat([header, Buffer.from(size), body]);
}

/** The content of a text frame (`TIT2`, `TPE1`, `TALB`, …), in UTF-16. */
export function id3Text(text: string): Buffer {
  return Buffer.concat([Buffer.from([1, 0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
}

/** The content of a front cover (`APIC`). */
export function id3Picture(mimeType: string, bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`\0${mimeType}\0\x03\0`, 'latin1'), bytes]);
}
