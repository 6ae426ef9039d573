// What the kill suite works with: a client of the running app, and a look behind it.
import { mkdir } from 'node:fs/promises';
import { openDatabase } from '#lib/db/client.ts';
import { findBinaries } from '#lib/ffmpeg/binaries.ts';
import { createR2Storage } from '#lib/storage/r2.ts';
import { type StudioClient, signInOverHttp } from '../demo/studio-client.ts';
import type { Variables } from '../environment.ts';
import type { RunningApp } from '../run-app.ts';
import type { World } from './examine.ts';
import { freshFilesIn, type MakeFresh } from './fresh-files.ts';
import { type AnswersHeard, nothingHeard, patientStudio } from './patience.ts';

export type Stage = {
  app: RunningApp;
  /** Does not give up. */
  studio: StudioClient;
  /** Is told at once what is the matter. */
  hasty: StudioClient;
  heard: AnswersHeard;
  world: World;
  makeFresh: MakeFresh;
};

/** Minutes after which what fell silent is looked at; schedules have no shorter step than a minute. */
const silentMinutes = { upload: 0.2, processing: 1 };
/** Hours after which what was given up is swept. Longer than any client's patience. */
const abandonedHours = 0.06;

/** Every deadline as short as it goes. */
export const hurriedSweeps: Variables = {
  RECONCILE_CRON: '* * * * *',
  SWEEP_CRON: '* * * * *',
  SWEEP_DAILY_CRON: '* * * * *',
  UPLOAD_SILENT_MINUTES: String(silentMinutes.upload),
  PROCESSING_SILENT_MINUTES: String(silentMinutes.processing),
  ABANDONED_AFTER_HOURS: String(abandonedHours),
  MULTIPART_IDLE_HOURS: String(abandonedHours),
  UNNAMED_AFTER_HOURS: String(abandonedHours / 2),
  // Films of eight seconds are cut.
  VIDEO_SPLIT_MINUTES: '0.1',
};

/** Two rounds of the reconcilers, each as late as it may be. */
export const settledWithinSeconds = 2 * 60 * (1 + silentMinutes.processing);
/** What was given up last, and two rounds of the sweeps. */
export const sweptWithinSeconds = abandonedHours * 3600 + 2 * 60;

/** Signs in and makes what the files are variations of. */
export async function openStage(
  app: RunningApp,
  account: { email: string; password: string },
  folder: string,
): Promise<Stage> {
  await mkdir(folder, { recursive: true });
  const { DATABASE_URL = '', R2_ENDPOINT = '', R2_BUCKET = '' } = app.variables;
  const { R2_ACCESS_KEY_ID = '', R2_SECRET_ACCESS_KEY = '' } = app.variables;
  const { FFMPEG_PATH: ffmpegPath, FFPROBE_PATH: ffprobePath } = app.variables;
  const heard = nothingHeard();
  const hasty = await signInOverHttp(app.url, account);
  return {
    app,
    hasty,
    heard,
    studio: patientStudio(hasty, heard),
    world: {
      db: openDatabase(DATABASE_URL),
      storage: createR2Storage({
        endpoint: R2_ENDPOINT,
        accessKeyId: R2_ACCESS_KEY_ID,
        secretAccessKey: R2_SECRET_ACCESS_KEY,
        bucket: R2_BUCKET,
      }),
    },
    makeFresh: await freshFilesIn(folder, await findBinaries({ ffmpegPath, ffprobePath })),
  };
}
