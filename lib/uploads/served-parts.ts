// How a file is cut whose bytes come through the app.
import 'server-only';
import type { PartPlan } from '../shared/part-plan.ts';

const mebibyte = 1024 * 1024;
/** Whoever brings bytes has two of these in memory at most: one that is stored, one that fills. */
const smallestBytes = 8 * mebibyte;
/** R2 takes no more. */
const mostParts = 10_000;

/** The size of all its parts but the last. */
export function servedPartBytes(byteSize: number): number {
  return Math.max(smallestBytes, Math.ceil(byteSize / mostParts / mebibyte) * mebibyte);
}

/** Null for what is stored in one go. */
export function planServedParts(byteSize: number): PartPlan | null {
  const partByteSize = servedPartBytes(byteSize);
  const partCount = Math.ceil(byteSize / partByteSize);
  return partCount > 1 ? { partByteSize, partCount } : null;
}
