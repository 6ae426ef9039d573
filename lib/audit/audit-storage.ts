// The audit: walks store and rows side by side, once, in key order, and says where they do not agree.
import 'server-only';
import type { Ports } from '../ports/ports.ts';
import type { StorageReport } from '../shared/schemas/storage-audit.ts';
import { inParallel } from '../storage/in-parallel.ts';
import type { ListedObject } from '../storage/storage.ts';
import { auditMultiparts } from './audit-multiparts.ts';
import { type Batch, inBatches } from './batches.ts';
import { findClaims, findDue } from './claims.ts';
import { cursorOver, inPages, walkBeside } from './key-order.ts';
import type { Listeners } from './listeners.ts';
import { type NamedObject, namedObjects } from './named-objects.ts';
import {
  add,
  countMismatch,
  countMissing,
  countObject,
  countOrphan,
  emptyReport,
} from './tally.ts';
import { WholeSizes } from './whole-sizes.ts';

type AuditPorts = Pick<Ports, 'db' | 'storage' | 'now'>;

type Walk = {
  ports: AuditPorts;
  report: StorageReport;
  startedAt: Date;
  /** What is younger is not judged: an object may get its row yet, a row its object. */
  before: Date;
  unnamed: Batch<ListedObject>;
  absent: Batch<NamedObject>;
  wholes: WholeSizes;
  onProgress: Listeners['onProgress'];
};

const lanes = 16;
const tellEvery = 100;
/** As many as stores list at a time. */
const objectsAtOnce = 1000;

/**
 * Compares every object and every unfinished multipart session with the rows, both ways. Changes
 * nothing. Its memory does not grow with the bucket: store and rows are read a page at a time, and
 * what seems wrong is looked at again in batches before it counts, because both change meanwhile.
 *
 * An object younger than `graceSeconds` is no orphan, a row younger than that lacks nothing; neither
 * is an orphan what belongs to a media that is processed or deleted just now. `listeners` hear of
 * what is found, in batches, and how far it is. Throws `storage_unavailable` when the store stays away.
 */
export async function auditStorage(
  ports: AuditPorts,
  { graceSeconds, listeners = {} }: { graceSeconds: number; listeners?: Listeners },
): Promise<StorageReport> {
  const { db, storage, now } = ports;
  const report = emptyReport(graceSeconds);
  const startedAt = now();
  const before = new Date(startedAt.getTime() - graceSeconds * 1000);
  const walk: Walk = {
    ...{ ports, report, startedAt, before, wholes: new WholeSizes() },
    onProgress: listeners.onProgress,
    unnamed: inBatches((objects) => confirmOrphans(objects, walk, listeners)),
    absent: inBatches((named) => confirmMissing(named, walk, listeners)),
  };
  const objects = cursorOver(inPages(storage.list(''), objectsAtOnce), 'Objects of the store');
  await walkBeside(objects, namedObjects(db), (object, named) => compare(walk, object, named));
  await walk.unnamed.flush();
  await walk.absent.flush();
  await auditMultiparts(ports, { report, before, listeners });
  return report;
}

/** A promise where something has to be asked before the walk goes on. */
function compare(
  walk: Walk,
  object: ListedObject | undefined,
  named: NamedObject | undefined,
): Promise<void> | undefined {
  const { report, before, startedAt, onProgress } = walk;
  if (object) {
    countObject(report, object, startedAt);
    if (report.objects.count % tellEvery === 0) onProgress?.(report.objects.count);
  }
  if (object && !named) {
    if (object.modifiedAt <= before) return walk.unnamed.add(object);
    add(report.spared.young, object.byteSize);
  }
  if (!named?.isDue) return undefined;
  report.named += 1;
  if (named.since > before) return undefined;
  if (!object) return walk.absent.add(named);
  compareSizes(walk, object, named);
  return undefined;
}

function compareSizes({ report, wholes }: Walk, object: ListedObject, named: NamedObject): void {
  const storedBytes = object.byteSize;
  const expectedBytes = named.byteSize ?? storedBytes;
  const sizes = expectedBytes === storedBytes ? null : { expectedBytes, storedBytes };
  const mismatch = sizes ?? wholes.add(named, storedBytes);
  if (mismatch) countMismatch(report, named, mismatch);
}

async function confirmOrphans(
  objects: ListedObject[],
  { ports, report }: Walk,
  { onOrphans }: Listeners,
): Promise<void> {
  const claims = await findClaims(
    ports.db,
    objects.map(({ key }) => key),
  );
  const orphans = objects.filter(({ key }) => !claims.has(key));
  for (const { key, byteSize } of objects) {
    if (claims.get(key) === 'underWay') add(report.spared.underWay, byteSize);
  }
  for (const orphan of orphans) countOrphan(report, orphan);
  if (orphans.length > 0) await onOrphans?.(orphans);
}

/**
 * The store is asked first, then the rows: what goes is marked in its row before its objects go, and an
 * object that came after its page was listed is there.
 */
async function confirmMissing(
  named: NamedObject[],
  { ports: { db, storage }, report }: Walk,
  { onMissing }: Listeners,
): Promise<void> {
  const absent: NamedObject[] = [];
  await inParallel(named, lanes, async (one) => {
    if (!(await storage.head(one.key))) absent.push(one);
  });
  const isDue = await findDue(db, absent);
  const missing = absent.filter(({ key }) => isDue.has(key));
  for (const one of missing) countMissing(report, one);
  if (missing.length > 0) await onMissing?.(missing);
}
