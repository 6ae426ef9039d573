// Telling what a stored file really is from its first bytes.
import 'server-only';
import { buffer } from 'node:stream/consumers';
import { fileTypeFromBuffer } from 'file-type';
import { detectedFormat, type FormatName, type PurposePolicy } from '../shared/upload-policy.ts';
import type { Storage } from '../storage/storage.ts';

/** What `file-type` needs at most to recognise every kind we take. */
const sampleBytes = 4100;

/**
 * The accepted format the object's content has, or undefined when it has none of them.
 * Name, declared type and stored type play no part.
 */
export async function contentFormat(
  storage: Storage,
  policy: PurposePolicy,
  object: { key: string; byteSize: number },
): Promise<FormatName | undefined> {
  const to = Math.min(sampleBytes, object.byteSize) - 1;
  const sample = await buffer(await storage.read(object.key, { from: 0, to }));
  const detected = await fileTypeFromBuffer(sample);
  return detected && detectedFormat(policy, detected.ext);
}
