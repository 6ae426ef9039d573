// One toast for files that end one after the other: it grows, instead of covering the page with others.
import type { Upload } from '#lib/client/upload/upload.ts';

/** Toasts stay longer than this, and a screen reader reads each change. */
const pauseMs = 3_000;

export type GrowingToast = { add: (more: readonly Upload[]) => void; stop: () => void };

/**
 * `show` is called with all files since the toast before has gone: at once with the first, then every
 * three seconds while more come. It is to call `onGone` when its toast goes.
 */
export function createGrowingToast(
  show: (uploads: readonly Upload[], onGone: () => void) => void,
): GrowingToast {
  let counted: Upload[] = [];
  let told = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onGone = () => {
    // What is still to be told begins the next one.
    counted = counted.slice(told);
    told = 0;
  };
  const tell = () => {
    timer = undefined;
    toldAt = Date.now();
    told = counted.length;
    show(counted, onGone);
  };
  return {
    add(more) {
      if (more.length === 0) return;
      counted = [...counted, ...more];
      timer ??= setTimeout(tell, Math.max(0, toldAt + pauseMs - Date.now()));
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
