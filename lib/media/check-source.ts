// Comparing what is stored with what the client said it would send.
import 'server-only';
import type { MediaRun } from '../jobs/events.ts';
import type { Ports } from '../ports/ports.ts';
import { MediaFailure } from '../shared/media-failure.ts';
import { updateRun } from './processing-run.ts';
import { sha256Of } from './workspace.ts';

/**
 * Enters and answers the SHA-256 of the original, which lies at `path`, and what else `begins`. Throws
 * `Superseded`, and `MediaFailure('checksum_mismatch')` when another one was declared. The declared
 * one may arrive while the file is read, so it is read after ours is written: whoever comes second
 * compares.
 */
export async function checkSource(
  run: MediaRun,
  path: string,
  ports: Ports,
  begins: { progress?: number; stage?: string } = {},
): Promise<string> {
  const sha256 = await sha256Of(path);
  await updateRun(run, { sha256, ...begins }, ports);
  const upload = await ports.db.upload.findUnique({
    where: { mediaId: run.mediaId },
    select: { declaredSha256: true },
  });
  const declared = upload?.declaredSha256 ?? sha256;
  if (declared === sha256) return sha256;
  const text = `Expected the SHA-256 ${declared}, found ${sha256}.`;
  throw new MediaFailure('checksum_mismatch', text);
}
