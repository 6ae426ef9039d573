// Reads what a request brings, or says why not.
import type http from 'node:http';
import { parseJson } from './callee.ts';

/** Bytes are protobuf, anything else JSON. */
export type Reply = { status: number; body: Record<string, unknown> | Uint8Array };

const bodyLimitBytes = 4 * 1024 * 1024;

/** The body of a request as JSON, or what to answer instead. */
export async function readJson(
  request: http.IncomingMessage,
): Promise<{ json: unknown } | { refused: Reply }> {
  const read = await readBytes(request, bodyLimitBytes);
  if ('refused' in read) return read;
  const json = parseJson(read.bytes.toString('utf8'));
  return json === undefined ? { refused: failure(400, 'Not JSON') } : { json };
}

/** The body of a request, or what to answer when it is larger. */
export async function readBytes(
  request: http.IncomingMessage,
  limitBytes: number,
): Promise<{ bytes: Buffer } | { refused: Reply }> {
  const chunks: Buffer[] = [];
  let byteSize = 0;
  for await (const chunk of request) {
    byteSize += chunk.length;
    if (byteSize > limitBytes) {
      return { refused: failure(413, `The limit is ${limitBytes / 1_048_576} MiB`) };
    }
    chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks) };
}

/** The SDK reads `status` and `error` from the body, not from the response. */
export function failure(status: number, error: string): Reply {
  return { status, body: { error, status } };
}
