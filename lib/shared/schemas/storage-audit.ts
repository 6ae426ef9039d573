// What an audit of the store found, and how one stands.
import { z } from 'zod';

export const storedKinds = ['original', 'rendition', 'caption', 'upload'] as const;
export type StoredKind = (typeof storedKinds)[number];

const amountSchema = z.object({ count: z.int(), bytes: z.int() });
export type Amount = z.output<typeof amountSchema>;

/** Upper ends of the ages objects are counted by; what is older than the last has no end. */
export const ageHours = [1, 24, 7 * 24, 30 * 24, 90 * 24, 365 * 24] as const;

const foundSchema = z.object({
  key: z.string(),
  kind: z.enum(storedKinds),
  mediaId: z.string().nullable(),
});

export const storageReportSchema = z.object({
  graceSeconds: z.number(),
  objects: amountSchema,
  /** Objects no row names and nobody is working on; `foreign` of them lie outside our folders. */
  orphans: amountSchema.extend({ foreign: z.int(), keys: z.array(z.string()) }),
  /** Objects a row names and the store does not have. */
  missing: amountSchema.extend({
    byKind: z.record(z.enum(storedKinds), z.int()),
    found: z.array(foundSchema),
  }),
  /** Objects of another size than their row says. */
  mismatched: z.object({
    count: z.int(),
    found: z.array(foundSchema.extend({ expectedBytes: z.int(), storedBytes: z.int() })),
  }),
  /** Uploads in parts that nobody finished; orphans are those no row knows. */
  multiparts: z.object({ open: z.int(), orphans: z.int(), keys: z.array(z.string()) }),
  /** What no row names, but for good reason: too young to tell, or somebody is working on it. */
  spared: z.object({ young: amountSchema, underWay: amountSchema }),
  /** `upToHours` is null for the oldest. */
  ages: z.array(amountSchema.extend({ upToHours: z.int().nullable() })),
});
export type StorageReport = z.output<typeof storageReportSchema>;

/** How many things the store and the rows do not agree on. */
export function countFindings(report: StorageReport): number {
  const { orphans, missing, mismatched, multiparts } = report;
  return orphans.count + missing.count + mismatched.count + multiparts.orphans;
}
