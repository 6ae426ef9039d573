// How much memory the pictures being decoded at a moment may take together.
import 'server-only';
import { totalmem } from 'node:os';
import { env } from '#lib/env/env.ts';

export type MemoryBudget = {
  /**
   * Runs `work` as soon as `byteSize` bytes of the budget are free, in the order of asking; what is
   * larger than the whole budget runs alone. Throws the signal's reason when it aborts the waiting.
   */
  hold<Result>(
    byteSize: number,
    work: () => Promise<Result>,
    signal?: AbortSignal | undefined,
  ): Promise<Result>;
};

export function createMemoryBudget(totalBytes: number): MemoryBudget {
  let freeBytes = totalBytes;
  const waiting: { byteSize: number; enter: () => void }[] = [];

  /** Strictly in turn: small ones that slipped past would keep a large one waiting for ever. */
  function admit(): void {
    for (let next = waiting[0]; next && next.byteSize <= freeBytes; next = waiting[0]) {
      waiting.shift();
      freeBytes -= next.byteSize;
      next.enter();
    }
  }

  function turn(byteSize: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const leave = () => {
        waiting.splice(waiting.indexOf(mine), 1);
        reject(signal?.reason);
        admit();
      };
      const enter = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const mine = { byteSize, enter };
      signal?.addEventListener('abort', leave, { once: true });
      waiting.push(mine);
      admit();
    });
  }

  return {
    async hold(byteSize, work, signal) {
      const heldBytes = Math.min(byteSize, totalBytes);
      await turn(heldBytes, signal);
      try {
        return await work();
      } finally {
        freeBytes += heldBytes;
        admit();
      }
    },
  };
}

const mebibyte = 1024 * 1024;
let ofThisProcess: MemoryBudget | undefined;

/** The budget of this process: as configured, else a quarter of what the machine or its container has. */
export function imageMemory(): MemoryBudget {
  const { IMAGE_MEMORY_MB: configured } = env();
  ofThisProcess ??= createMemoryBudget(configured ? configured * mebibyte : machineBytes() / 4);
  return ofThisProcess;
}

/** Without a container there is no constraint, which Node says as 0 or as more than any machine has. */
function machineBytes(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
}
