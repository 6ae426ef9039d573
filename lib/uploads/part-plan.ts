// How a file is cut into parts.
import 'server-only';

const mebibyte = 1024 * 1024;
/** Up to here one PUT is simpler and as fast (promise U2). */
export const singlePutMaxBytes = 16 * mebibyte;
const smallestPartBytes = 8 * mebibyte;
/** R2's limit on parts of one upload. */
const maxParts = 10_000;
/** Signed ahead in one go: enough to keep eight lanes busy, few enough not to expire unused. */
export const partsSignedAhead = 16;

export type PartPlan = { partByteSize: number; partCount: number };

/**
 * The parts of a file, or null when it goes in one PUT. All parts but the last have one size,
 * as R2 demands; whole MiB, so that sizes are easy to recognise.
 */
export function planParts(byteSize: number): PartPlan | null {
  if (byteSize <= singlePutMaxBytes) return null;
  const least = Math.ceil(byteSize / maxParts / mebibyte) * mebibyte;
  const partByteSize = Math.max(smallestPartBytes, least);
  return { partByteSize, partCount: Math.ceil(byteSize / partByteSize) };
}

/** The size of one part, counted from 1. */
export function partSizeOf(byteSize: number, plan: PartPlan, partNumber: number): number {
  const from = (partNumber - 1) * plan.partByteSize;
  return Math.min(plan.partByteSize, byteSize - from);
}
