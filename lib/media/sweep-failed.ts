// Removing files that never could be processed, when they had their time.
import 'server-only';
import { livingDraft } from '../db/drafts.ts';
import { neverReady } from '../db/media.ts';
import { env } from '../env/env.ts';
import { sweepOfMedia } from '../ports/sweep-media.ts';

const day = 24 * 3_600_000;

/**
 * Files whose processing failed `FAILED_KEPT_DAYS` ago and never worked before, also those in the library,
 * but none in an unsaved form. What was ready once keeps what it has, whatever came of another run.
 */
export const failedFiles = sweepOfMedia({
  name: 'failed',
  dueAt: (now) => ({
    ...neverReady,
    failedAt: { lt: new Date(now.getTime() - env().FAILED_KEPT_DAYS * day) },
    NOT: { upload: { draft: livingDraft(now) } },
  }),
});
