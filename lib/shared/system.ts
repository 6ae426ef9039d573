// How an installation is doing, as the page of the admins shows it.
import type { MediaStatus } from './media-state.ts';

export type Check = { status: 'ok' } | { status: 'failed'; reason: 'timeout' | 'unavailable' };

export type Readiness = {
  isReady: boolean;
  checks: Record<'database' | 'storage' | 'runner', Check>;
};

export type SystemStatus = {
  readiness: Readiness;
  /** Null when no working build was found. */
  ffmpeg: {
    version: string;
    path: string;
    isOld: boolean;
    canTonemap: boolean;
    hasBwdif: boolean;
  } | null;
  media: Record<MediaStatus, number>;
  /** Of the originals. */
  storedBytes: number;
  /** Events written but not yet handed to Inngest. */
  waitingEvents: number;
};
