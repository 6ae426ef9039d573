// Every function of the app.
import 'server-only';
import { deliverWaitingEvents } from './functions/deliver-outbox.ts';
import { processAudio } from './functions/process-audio.ts';
import { processImage } from './functions/process-image.ts';
import { processVideo } from './functions/process-video.ts';
import { purgeTrash } from './functions/purge-trash.ts';
import { reconcileSilentUploads } from './functions/reconcile-uploads.ts';
import { reviveStalledRuns } from './functions/revive-stalled.ts';
import { sweepAbandonedUploads } from './functions/sweep-abandoned-uploads.ts';
import { sweepUnnamedObjects } from './functions/sweep-unnamed-objects.ts';

export function functions() {
  return [
    processVideo(),
    processImage(),
    processAudio(),
    reconcileSilentUploads(),
    reviveStalledRuns(),
    sweepAbandonedUploads(),
    sweepUnnamedObjects(),
    purgeTrash(),
    deliverWaitingEvents(),
  ];
}
