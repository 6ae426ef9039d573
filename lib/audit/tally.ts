// Counts what a walk finds, with a few examples of each kind; its size does not grow with the bucket.
import 'server-only';
import { type Amount, ageHours, type StorageReport } from '../shared/schemas/storage-audit.ts';
import { isOwnKey } from '../storage/keys.ts';
import type { ListedObject } from '../storage/storage.ts';
import type { NamedObject } from './named-objects.ts';

const hour = 3_600_000;
const examples = 50;

export function emptyReport(graceSeconds: number): StorageReport {
  const nothing = (): Amount => ({ count: 0, bytes: 0 });
  return {
    graceSeconds,
    objects: nothing(),
    named: 0,
    orphans: { ...nothing(), foreign: 0, keys: [] },
    missing: {
      ...nothing(),
      byKind: { original: 0, rendition: 0, caption: 0, upload: 0 },
      found: [],
    },
    mismatched: { count: 0, found: [] },
    multiparts: { open: 0, orphans: 0, keys: [] },
    spared: { young: nothing(), underWay: nothing() },
    ages: [...ageHours, null].map((upToHours) => ({ ...nothing(), upToHours })),
  };
}

export function countObject(report: StorageReport, object: ListedObject, now: Date): void {
  add(report.objects, object.byteSize);
  const hours = (now.getTime() - object.modifiedAt.getTime()) / hour;
  const age = report.ages.find(({ upToHours }) => upToHours === null || hours < upToHours);
  if (age) add(age, object.byteSize);
}

export function countOrphan({ orphans }: StorageReport, { key, byteSize }: ListedObject): void {
  add(orphans, byteSize);
  if (!isOwnKey(key)) orphans.foreign += 1;
  keepExample(orphans.keys, key);
}

export function countMissing({ missing }: StorageReport, named: NamedObject): void {
  const { key, kind, mediaId, byteSize } = named;
  add(missing, byteSize ?? 0);
  missing.byKind[kind] += 1;
  keepExample(missing.found, { key, kind, mediaId });
}

export function countMismatch(
  { mismatched }: StorageReport,
  { key, kind, mediaId }: NamedObject,
  sizes: { expectedBytes: number; storedBytes: number },
): void {
  mismatched.count += 1;
  keepExample(mismatched.found, { key, kind, mediaId, ...sizes });
}

export function keepExample<Example>(kept: Example[], example: Example): void {
  if (kept.length < examples) kept.push(example);
}

export function add(amount: Amount, bytes: number): void {
  amount.count += 1;
  amount.bytes += bytes;
}
