// An upload as the page sees it: its states, and the moves allowed between them.
import { AppError } from '#lib/shared/errors.ts';
import type { FailureCode } from '#lib/shared/media-state.ts';
import type { Purpose } from '#lib/shared/upload-policy.ts';

/** Why an upload ended badly: it did not get stored, or what was stored could not be processed. */
export type UploadFailure =
  | { during: 'upload'; error: unknown }
  | { during: 'processing'; code: FailureCode };

/** What holds the work up, when something does. */
export type WaitingFor = 'connection' | 'retry' | 'login' | null;

export type UploadState =
  /** Left from an earlier visit: the file, or the permission to read it, is missing. */
  | { name: 'waiting'; needs: 'file' | 'permission' }
  /** `sentBytes` is what an earlier try had sent. */
  | { name: 'queued'; sentBytes?: number }
  /** Reading the file to see whether it is there already; `share` is 0..1. */
  | { name: 'hashing'; share: number }
  /** The same content is there already: the person decides. */
  | { name: 'duplicate'; of: { mediaId: string; fileName: string; createdAt: string } }
  | { name: 'signing'; waitingFor: WaitingFor; sentBytes?: number }
  | {
      name: 'uploading';
      sentBytes: number;
      /** Null until enough was sent to tell. */
      bytesPerSecond: number | null;
      secondsLeft: number | null;
      waitingFor: WaitingFor;
    }
  /** Stopped by the person; `sentBytes` is what the store keeps meanwhile. */
  | { name: 'paused'; sentBytes: number }
  | { name: 'verifying'; waitingFor: WaitingFor }
  | { name: 'processing'; progress: number; stage: string | null; secondsLeft?: number | null }
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
  page: string | null;
  fileName: string;
  byteSize: number;
  /** Null for one left from an earlier visit whose file was not chosen again yet. */
  file: File | null;
  /** The server's id of the session, known from the moment it made a ticket. */
  uploadId: string | null;
  mediaId: string | null;
  /** Whether its media was there before: removing the upload must not delete it. */
  isShared: boolean;
  state: UploadState;
};

/** Every move there is; nothing else changes the state of an upload. */
const moves: Record<UploadStateName, readonly UploadStateName[]> = {
  waiting: ['waiting', 'queued', 'failed', 'cancelled'],
  queued: ['hashing', 'signing', 'paused', 'cancelled'],
  hashing: ['hashing', 'signing', 'duplicate', 'paused', 'failed', 'cancelled'],
  duplicate: ['queued', 'processing', 'ready', 'failed', 'cancelled'],
  // Straight to verifying when an earlier try had sent everything.
  signing: [
    'signing',
    'hashing',
    'duplicate',
    'uploading',
    'verifying',
    'paused',
    'failed',
    'cancelled',
  ],
  uploading: ['uploading', 'signing', 'verifying', 'paused', 'failed', 'cancelled'],
  paused: ['queued', 'failed', 'cancelled'],
  // Back to signing when the store turns out to lack something.
  verifying: ['verifying', 'signing', 'processing', 'ready', 'failed', 'cancelled'],
  // Also when the hash of the whole file, known only now, differs from what is stored.
  processing: ['processing', 'ready', 'failed'],
  ready: [],
  failed: ['queued', 'waiting', 'processing', 'cancelled'],
  cancelled: [],
};

export function canMove(from: UploadStateName, to: UploadStateName): boolean {
  return moves[from].includes(to);
}

/** Whether bytes may still have to travel: a form that needs this file cannot be saved yet. */
export function isUnderWay({ state }: Upload): boolean {
  return unfinished.includes(state.name);
}
const unfinished: readonly UploadStateName[] = [
  'waiting',
  'queued',
  'hashing',
  'duplicate',
  'signing',
  'uploading',
  'paused',
  'verifying',
];

/** Whether the engine works on it without anybody: what leaving the page would interrupt. */
export function isActive(upload: Upload): boolean {
  const { name } = upload.state;
  return isUnderWay(upload) && name !== 'waiting' && name !== 'paused' && name !== 'duplicate';
}

/** Whether it can be paused now. */
export function canPause({ state }: Upload): boolean {
  return canMove(state.name, 'paused');
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
export function sentBytes(upload: Upload): number {
  const { state, byteSize } = upload;
  if ('sentBytes' in state) return state.sentBytes ?? 0;
  return state.name === 'verifying' || isStored(upload) ? byteSize : 0;
}

/** The share of the bytes sent over several uploads, weighted by size; 1 when there are none. */
export function sentShare(uploads: readonly Upload[]): number {
  const total = uploads.reduce((sum, { byteSize }) => sum + byteSize, 0);
  const sent = uploads.reduce((sum, upload) => sum + sentBytes(upload), 0);
  return total === 0 ? 1 : sent / total;
}
