// Every function of the app.
import 'server-only';
import { auditStorageWeekly } from './functions/audit-storage.ts';
import { deliverWaitingEvents } from './functions/deliver-outbox.ts';
import { deliverWebhook } from './functions/deliver-webhook.ts';
import { processAudio } from './functions/process-audio.ts';
import { processImage } from './functions/process-image.ts';
import { processVideo } from './functions/process-video.ts';
import { reconcileSilentUploads } from './functions/reconcile-uploads.ts';
import { reviveStalledRuns } from './functions/revive-stalled.ts';
import { reviveStrandedWebhooks } from './functions/revive-webhooks.ts';
import { sweepFunction } from './functions/sweep.ts';
import { sweepWorkFolder } from './functions/sweep-workspaces.ts';
import { sweeps } from './sweeps.ts';

export function functions() {
  return [
    processVideo(),
    processImage(),
    processAudio(),
    reconcileSilentUploads(),
    reviveStalledRuns(),
    auditStorageWeekly(),
    deliverWaitingEvents(),
    deliverWebhook(),
    reviveStrandedWebhooks(),
    ...sweeps.map(sweepFunction),
    sweepWorkFolder(),
  ];
}
