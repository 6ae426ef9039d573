// Where in a sound one is, in seconds and as a share of its length.

/** Of the keys with arrows, and of the page keys. */
const stepSeconds = 5;
const leapSeconds = 30;

/** 0 to 1; 0 while the length is not known. */
export function shareAt(seconds: number, durationSeconds: number): number {
  if (!(durationSeconds > 0)) return 0;
  return Math.min(1, Math.max(0, seconds / durationSeconds));
}

/** Where a key leads to from `seconds`; null for a key that leads nowhere. */
export function secondsAfterKey(
  key: string,
  seconds: number,
  durationSeconds: number,
): number | null {
  const target = targetOf(key, seconds, durationSeconds);
  return target === null ? null : Math.min(durationSeconds, Math.max(0, target));
}

function targetOf(key: string, seconds: number, durationSeconds: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return seconds + stepSeconds;
    case 'ArrowLeft':
    case 'ArrowDown':
      return seconds - stepSeconds;
    case 'PageUp':
      return seconds + leapSeconds;
    case 'PageDown':
      return seconds - leapSeconds;
    case 'Home':
      return 0;
    case 'End':
      return durationSeconds;
    default:
      return null;
  }
}

/** Whether going from one moment to another can be seen: by a thousandth of the whole, or all of it. */
export function isVisibleMove(from: number, to: number, durationSeconds: number): boolean {
  return !(Math.abs(to - from) < durationSeconds / 1000);
}
