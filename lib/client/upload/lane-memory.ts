// Remembers how many lanes the line rewarded, so that the next page begins with as many.
import { firstLanes } from './lane-control.ts';

export type LaneMemory = {
  /** How many to begin with. */
  recall(): number;
  keep(lanes: number): void;
};

const key = 'cutroom-lanes';
/** Lines change: what was true an hour ago says little. */
const validMs = 3_600_000;
/** Writing is not free, and hundreds of files may end at once. */
const keptAgainMs = 60_000;

/** Never throws: a browser may refuse storage, or hold something else there. */
export function createLaneMemory(
  storage: () => Pick<Storage, 'getItem' | 'setItem'>,
  now: () => number,
): LaneMemory {
  let last = { lanes: 0, keptAtMs: 0 };
  return {
    recall() {
      try {
        const [lanes, keptAtMs] = (storage().getItem(key) ?? '').split('@').map(Number);
        const isValid = lanes && keptAtMs && Math.abs(now() - keptAtMs) < validMs;
        return isValid ? lanes : firstLanes;
      } catch {
        return firstLanes;
      }
    },
    keep(lanes) {
      const keptAtMs = now();
      if (lanes === last.lanes && keptAtMs - last.keptAtMs < keptAgainMs) return;
      last = { lanes, keptAtMs };
      try {
        storage().setItem(key, `${lanes}@${keptAtMs}`);
      } catch {
        // Then the next page begins with four.
      }
    },
  };
}
