// Forgetting uploads by tus that are over, with all that waits of them at the store.
import 'server-only';
import { endedTusUploads } from '../db/tus-uploads.ts';
import type { Sweep } from '../ports/sweep.ts';
import { forgetTus } from './tus-uploads.ts';

const batchSize = 100;

/**
 * Those whose time is over: nobody can go on with them since. What became a file stays that file; of one
 * that is still open, the sweep of abandoned files ends the upload first.
 */
export const endedTus: Sweep = {
  name: 'tus',
  async batch(ports, { after, isDryRun }) {
    const ids = await endedTusUploads(ports.db, { now: ports.now(), after, limit: batchSize });
    const next = ids.length < batchSize ? null : (ids.at(-1) ?? null);
    if (isDryRun) return { counts: { uploads: ids.length, failed: 0 }, next };
    let failed = 0;
    for (const id of ids) {
      // One that cannot be removed must not keep the others.
      await forgetTus([id], ports).catch(() => {
        failed += 1;
      });
    }
    return { counts: { uploads: ids.length - failed, failed }, next };
  },
};
