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
  /** How many objects have to be there, as the rows say. */
  named: z.int(),
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

/** What was done about findings. */
export const repairSchema = z.object({
  removed: amountSchema,
  /** Multipart uploads that were ended. */
  aborted: z.int(),
  /** Media that say now that their original is gone. */
  failedMedia: z.int(),
  /** No longer wrong, when they were looked at once more. */
  spared: z.int(),
  /** What the store would not remove. */
  refused: z.int(),
  /** Nothing was done, because most of what there is would be concerned. */
  isHeld: z.boolean(),
  /** Findings that are written down and still there, and when the last of them may be put right. */
  waiting: z.int(),
  waitingUntil: z.iso.datetime().nullable(),
});
export type Repair = z.output<typeof repairSchema>;

/** How many findings are left after a repair. */
export function countUnsolved(report: StorageReport, repair: Repair | null): number {
  const { removed, aborted, failedMedia } = repair ?? {
    ...{ removed: { count: 0 }, aborted: 0, failedMedia: 0 },
  };
  return countFindings(report) - removed.count - aborted - failedMedia;
}

export const auditStatuses = ['waiting', 'running', 'done', 'failed'] as const;

/** Why an audit came to no end. Each has a sentence in every language. */
export const auditFailures = ['stalled', 'storage_unavailable', 'internal'] as const;
export type AuditFailure = (typeof auditFailures)[number];

export const storageAuditSchema = z.object({
  id: z.string(),
  status: z.enum(auditStatuses),
  startedBy: z.enum(['schedule', 'person', 'command']),
  /** Objects looked at so far. */
  objectCount: z.int(),
  report: storageReportSchema.nullable(),
  repair: repairSchema.nullable(),
  failure: z.enum(auditFailures).nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type StorageAudit = z.output<typeof storageAuditSchema>;

export const storageAuditsSchema = z.object({ results: z.array(storageAuditSchema) });
