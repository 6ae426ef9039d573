// How much memory the pictures being decoded at a moment may take together.
import 'server-only';
import { totalmem } from 'node:os';
import { env } from '#lib/env/env.ts';
import { type Budget, createBudget } from '#lib/shared/budget.ts';

export type Holding = {
  /** Left out: nothing waits, however much is decoded at a time. */
  memory?: Budget | undefined;
  /** Ends the waiting for memory; what libvips is decoding is finished. */
  signal?: AbortSignal | undefined;
};

const mebibyte = 1024 * 1024;
let ofThisProcess: Budget | undefined;

/** The bytes of this process: as configured, else a quarter of what the machine or its container has. */
export function imageMemory(): Budget {
  const { IMAGE_MEMORY_MB: configured } = env();
  ofThisProcess ??= createBudget(configured ? configured * mebibyte : machineBytes() / 4);
  return ofThisProcess;
}

/** Without a container there is no constraint, which Node says as 0 or as more than any machine has. */
function machineBytes(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
}
