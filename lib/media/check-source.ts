// Comparing what is stored with what the client said it would send.
import 'server-only';
import { MediaFailure } from '../shared/media-failure.ts';
import { sha256Of } from './workspace.ts';

/** The SHA-256 of the file. Throws `MediaFailure('checksum_mismatch')` when another one was declared. */
export async function checkSource(path: string, declaredSha256: string | null): Promise<string> {
  const sha256 = await sha256Of(path);
  if (declaredSha256 === null || declaredSha256 === sha256) return sha256;
  throw new MediaFailure('checksum_mismatch', `Expected ${declaredSha256}, found ${sha256}.`);
}
