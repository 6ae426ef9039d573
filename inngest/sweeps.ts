// Every sweep, and when it is due.
import 'server-only';
import { oldTrash } from '#lib/catalog/purge-expired.ts';
import type { Schedule } from '#lib/jobs/schedules.ts';
import { failedFiles } from '#lib/media/sweep-failed.ts';
import { unnamedRenditions } from '#lib/media/sweep-unnamed.ts';
import type { Sweep } from '#lib/ports/sweep.ts';
import { oldHistory } from '#lib/ports/sweep-history.ts';
import { unfinishedDeletions } from '#lib/ports/sweep-media.ts';
import { abandonedFiles } from '#lib/uploads/sweep-abandoned.ts';
import { expiredDrafts } from '#lib/uploads/sweep-drafts.ts';
import { endedUploads } from '#lib/uploads/sweep-ended.ts';
import { idleMultiparts } from '#lib/uploads/sweep-multiparts.ts';
import { endedTus } from '#lib/uploads/sweep-tus.ts';
import { oldDeliveries } from '#lib/webhooks/sweep-deliveries.ts';

export type ScheduledSweep = Sweep & { schedule: Schedule };

const on = (schedule: Schedule, ...swept: Sweep[]): ScheduledSweep[] =>
  swept.map((sweep) => ({ ...sweep, schedule }));

/** In an order in which each leaves its work to those behind it. */
export const sweeps: ScheduledSweep[] = [
  ...on('SWEEP_CRON', expiredDrafts, abandonedFiles, unfinishedDeletions, endedUploads),
  ...on('SWEEP_CRON', endedTus, idleMultiparts, oldHistory, oldDeliveries),
  ...on('SWEEP_DAILY_CRON', failedFiles, unnamedRenditions, oldTrash),
];
