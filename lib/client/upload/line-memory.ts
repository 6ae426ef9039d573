// Remembers how the line was: how many lanes it rewarded and what they carried, for the next page.
import { firstLanes } from './lane-control.ts';

export type Line = {
  /** How many to begin with. */
  lanes: number;
  /** What all of them carried together; null when nobody knows. */
  bytesPerSecond: number | null;
};

export type LineMemory = { recall(): Line; keep(line: Line): void };

const key = 'cutroom-line';
/** Lines change: what was true an hour ago says little. */
const validMs = 3_600_000;
/** Writing is not free, and hundreds of files may end at once. */
const keptAgainMs = 60_000;

/** Never throws: a browser may refuse storage, or hold something else there. */
export function createLineMemory(
  storage: () => Pick<Storage, 'getItem' | 'setItem'>,
  now: () => number,
): LineMemory {
  const unknown: Line = { lanes: firstLanes, bytesPerSecond: null };
  let last = { lanes: 0, keptAtMs: 0 };
  return {
    recall() {
      try {
        const kept = (storage().getItem(key) ?? '').split(' ').map(Number);
        const [keptAtMs, lanes, bytesPerSecond] = kept;
        const isValid = lanes && keptAtMs && Math.abs(now() - keptAtMs) < validMs;
        return isValid ? { lanes, bytesPerSecond: bytesPerSecond || null } : unknown;
      } catch {
        return unknown;
      }
    },
    keep({ lanes, bytesPerSecond }) {
      const keptAtMs = now();
      if (lanes === last.lanes && keptAtMs - last.keptAtMs < keptAgainMs) return;
      last = { lanes, keptAtMs };
      try {
        storage().setItem(key, `${keptAtMs} ${lanes} ${Math.round(bytesPerSecond ?? 0)}`);
      } catch {
        // Then the next page begins with four.
      }
    },
  };
}
