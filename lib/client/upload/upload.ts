// An upload as the page sees it: its states, and the moves allowed between them.
import { AppError } from '#lib/shared/errors.ts';
import type { FailureCode } from '#lib/shared/media-state.ts';
import type { Purpose } from '#lib/shared/upload-policy.ts';

/** Why an upload ended badly: it did not get stored, or what was stored could not be processed. */
export type UploadFailure =
  | { during: 'upload'; error: unknown }
  | { during: 'processing'; code: FailureCode };

/** What holds the work up, when something does. */
export type WaitingFor = 'connection' | 'retry' | null;

export type UploadState =
  | { name: 'queued' }
  | { name: 'signing'; waitingFor: WaitingFor }
  | {
      name: 'uploading';
      sentBytes: number;
      /** Null until enough was sent to tell. */
      bytesPerSecond: number | null;
      secondsLeft: number | null;
      waitingFor: WaitingFor;
    }
  | { name: 'verifying'; waitingFor: WaitingFor }
  | { name: 'processing'; progress: number; stage: string | null }
  | { name: 'ready' }
  | { name: 'failed'; failure: UploadFailure }
  | { name: 'cancelled' };
export type UploadStateName = UploadState['name'];

export type Upload = {
  /** Made in the browser; the server does not know it. */
  id: string;
  purpose: Purpose;
  /** The place in a form this file was dropped on, so that the form finds it again. */
  slot: string | null;
  /** The page of that form. */
  page: string;
  file: File;
  /** Known from the moment the server made a ticket. */
  mediaId: string | null;
  state: UploadState;
};

const moves: Record<UploadStateName, readonly UploadStateName[]> = {
  queued: ['signing', 'cancelled'],
  // Straight to verifying when an earlier try had sent everything.
  signing: ['signing', 'uploading', 'verifying', 'failed', 'cancelled'],
  uploading: ['uploading', 'verifying', 'failed', 'cancelled'],
  verifying: ['verifying', 'processing', 'ready', 'failed', 'cancelled'],
  processing: ['processing', 'ready', 'failed'],
  ready: [],
  failed: ['queued', 'processing', 'cancelled'],
  cancelled: [],
};

export function canMove(from: UploadStateName, to: UploadStateName): boolean {
  return moves[from].includes(to);
}

/** Whether bytes may still have to travel: a form that needs this file cannot be saved yet. */
export function isUnderWay({ state }: Upload): boolean {
  return (
    state.name === 'queued' ||
    state.name === 'signing' ||
    state.name === 'uploading' ||
    state.name === 'verifying'
  );
}

/** Whether the server has the file and said so. */
export function isStored({ state }: Upload): boolean {
  return (
    state.name === 'processing' ||
    state.name === 'ready' ||
    (state.name === 'failed' && state.failure.during === 'processing')
  );
}

/** Whether the same file could fare better another time. */
export function canRetry({ state }: Upload): boolean {
  if (state.name !== 'failed') return false;
  if (state.failure.during === 'processing') return true;
  const { error } = state.failure;
  const isAboutTheFile = ['unsupported_media_type', 'file_too_large'];
  return !(error instanceof AppError && isAboutTheFile.includes(error.code));
}

/** Bytes known to have left the browser. */
export function sentBytes({ state, file }: Upload): number {
  if (state.name === 'uploading') return state.sentBytes;
  return state.name === 'verifying' || state.name === 'processing' || state.name === 'ready'
    ? file.size
    : 0;
}

/** The share of the bytes sent over several uploads, weighted by size; 1 when there are none. */
export function sentShare(uploads: readonly Upload[]): number {
  const total = uploads.reduce((sum, { file }) => sum + file.size, 0);
  const sent = uploads.reduce((sum, upload) => sum + sentBytes(upload), 0);
  return total === 0 ? 1 : sent / total;
}
