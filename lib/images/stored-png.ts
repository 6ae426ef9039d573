// Writes pixels as a PNG that is not compressed: what one program leaves for the next to read once.
import 'server-only';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflate, deflateSync } from 'node:zlib';

export type Pixels = {
  width: number;
  height: number;
  /** Red, green and blue, or these and alpha; eight bits each. */
  channels: 3 | 4;
  data: Uint8Array;
  /** Bytes from the beginning of a row to that of the next. */
  stride: number;
};

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const colourTypes = { 3: 2, 4: 6 };
const pieceBytes = 1024 * 1024;

/**
 * Replaces the file `path`. `icc` is the profile its numbers are meant in; left out when they are sRGB.
 * The format is that of the PNG specification (W3C, third edition).
 */
export async function writeStoredPng(
  path: string,
  pixels: Pixels,
  icc?: Uint8Array,
): Promise<void> {
  await using file = await open(path, 'w');
  await file.appendFile(signature);
  await file.appendFile(chunk('IHDR', header(pixels)));
  if (icc) await file.appendFile(chunk('iCCP', profile(icc)));
  const stored = createDeflate({ level: 0, chunkSize: pieceBytes });
  await pipeline(Readable.from(rows(pixels)), stored, async (pieces: AsyncIterable<Buffer>) => {
    for await (const piece of pieces) await file.appendFile(chunk('IDAT', piece));
  });
  await file.appendFile(chunk('IEND', Buffer.alloc(0)));
}

function header({ width, height, channels }: Pixels): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  bytes.writeUInt8(8, 8);
  bytes.writeUInt8(colourTypes[channels], 9);
  return bytes;
}

/** A name, which nobody reads, the number of the compression method, and the profile. */
function profile(icc: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('ICC\0\0', 'latin1'), deflateSync(icc)]);
}

const noFilter = Buffer.alloc(1);

function* rows({ width, height, channels, data, stride }: Pixels): Generator<Buffer> {
  for (let row = 0; row < height; row++) {
    const begin = row * stride;
    yield Buffer.concat([noFilter, data.subarray(begin, begin + width * channels)]);
  }
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const bytes = Buffer.alloc(4 + named.length + 4);
  bytes.writeUInt32BE(content.length, 0);
  named.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(named), 4 + named.length);
  return bytes;
}
