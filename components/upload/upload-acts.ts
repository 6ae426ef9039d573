// What can be done to an upload as the person sees it.
import { sentBytes, type Upload } from '#lib/client/upload/upload.ts';

/** Whether cancelling throws away what the store already has of it. */
export function losesBytes(upload: Upload): boolean {
  const { name } = upload.state;
  // One of an earlier visit, or one that was paused before, does not say how much is stored.
  const wasBegun = (name === 'waiting' || name === 'queued') && upload.uploadId !== null;
  return wasBegun || sentBytes(upload) > 0;
}

/** Whether the same can be done to both: of an upload under way only the bytes change. */
export function hasSameActs(one: { upload: Upload }, other: { upload: Upload }): boolean {
  const [before, after] = [one.upload, other.upload];
  if (before === after) return true;
  const { name } = before.state;
  return (
    before.id === after.id &&
    before.slot === after.slot &&
    name === after.state.name &&
    name !== 'failed' &&
    losesBytes(before) === losesBytes(after)
  );
}

/** Nothing more happens to it, and no form waits for it. */
export function isFinished({ state, slot }: Upload): boolean {
  return state.name === 'cancelled' || (state.name === 'ready' && slot === null);
}

/** Whether it may be taken off the list without taking a file away from a form. */
export function canDismiss(upload: Upload): boolean {
  const { state, slot } = upload;
  if (state.name !== 'failed') return isFinished(upload);
  return slot === null || state.failure.during === 'upload';
}

export function waitsForLogin({ state }: Upload): boolean {
  return 'waitingFor' in state && state.waitingFor === 'login';
}
