// How a file is cut into parts: the server decides by it, the browser knows beforehand what to hash.

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;
/** Up to here one PUT is simpler and as fast (promise U2). */
export const singlePutMaxBytes = 16 * mebibyte;
/** What a browser sends at a time at most; parts are made for so many to be busy to the end. */
const lanes = 8;
/** What eight lanes send of a file before each takes its next part, as long as that is not too often. */
const waveBytes = 128 * mebibyte;
/** More parts of a large file cost requests and gain nothing. */
const mostWaves = 125;
/** R2 takes no smaller part, save the last. */
const smallestPartBytes = 5 * mebibyte;
/** A part that fails is sent again from its start. */
const largestPartBytes = 1024 * mebibyte;
/** So that sizes are easy to recognise. */
const roundBytes = 64 * kibibyte;
/** Signed ahead in one go: enough to keep eight lanes busy, few enough not to expire unused. */
export const partsSignedAhead = 16;

export type PartPlan = { partByteSize: number; partCount: number };

/**
 * The parts of a file, or null when it goes in one PUT. All parts but the last have one size, as R2
 * demands, and their number is a multiple of the lanes as nearly as rounding allows: parts of a fixed
 * size would leave most lanes idle at the end of a small file. R2's limits (10,000 parts, 5 TiB an
 * object) stay far away.
 */
export function planParts(byteSize: number): PartPlan | null {
  if (byteSize <= singlePutMaxBytes) return null;
  const wanted = Math.min(Math.max(1, Math.round(byteSize / waveBytes)), mostWaves);
  const waves = Math.max(wanted, Math.ceil(byteSize / (lanes * largestPartBytes)));
  const exact = Math.ceil(byteSize / (lanes * waves));
  const partByteSize = Math.max(smallestPartBytes, Math.ceil(exact / roundBytes) * roundBytes);
  return { partByteSize, partCount: Math.ceil(byteSize / partByteSize) };
}

/** The size of one part, counted from 1. */
export function partSizeOf(byteSize: number, plan: PartPlan, partNumber: number): number {
  const from = (partNumber - 1) * plan.partByteSize;
  return Math.min(plan.partByteSize, byteSize - from);
}
