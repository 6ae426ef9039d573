// Removing orphans that two audits found, and that are looked at once more right before.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { type Due, dueFindings, type FindingRow, removeFindings } from '../db/storage-findings.ts';
import type { Ports } from '../ports/ports.ts';
import type { Repair } from '../shared/schemas/storage-audit.ts';
import { inParallel } from '../storage/in-parallel.ts';
import { isOwnKey } from '../storage/keys.ts';
import type { ObjectFacts, Storage } from '../storage/storage.ts';
import { findClaims, findUsedSessions, mediaOf, sessionName } from './claims.ts';

type Removal = { ports: Pick<Ports, 'db' | 'storage'>; due: Due; repair: Repair };

/** What fits into a transaction: people may wait for the rows it holds. */
const batchSize = 50;
const lanes = 16;

/** Objects outside our own folders stay unless `isForeignMeant`: somebody else put them there. */
export async function removeOrphans(removal: Removal, isForeignMeant: boolean): Promise<void> {
  await eachDue(removal, 'orphan', async (rows) => {
    const meant = rows.filter(({ key }) => isForeignMeant || isOwnKey(key));
    await removal.ports.db.$transaction((tx) => removeObjects(tx, meant, removal));
  });
}

/** Ends sessions at the store that neither an upload nor a run uses. */
export async function abortSessions(removal: Removal): Promise<void> {
  const { ports, repair } = removal;
  await eachDue(removal, 'session', (rows) =>
    ports.db.$transaction(async (tx) => {
      await holdMedia(tx, rows);
      const sessions = rows.map(({ key, multipartId, madeAt }) => ({
        ...{ key, multipartId, startedAt: madeAt ?? new Date(0) },
      }));
      const used = await findUsedSessions(tx, sessions);
      const orphans = sessions.filter((session) => !used.has(sessionName(session)));
      await inParallel(orphans, lanes, (session) => ports.storage.abortMultipart(session));
      repair.aborted += orphans.length;
      repair.spared += sessions.length - orphans.length;
      await removeFindings(tx, rows);
    }),
  );
}

/** Calls `work` with all due findings of a kind, a batch at a time. */
export async function eachDue(
  { ports: { db }, due }: Removal,
  kind: FindingRow['kind'],
  work: (rows: FindingRow[]) => Promise<void>,
): Promise<void> {
  let after: FindingRow | undefined;
  do {
    const rows: FindingRow[] = await dueFindings(db, kind, due, { after, limit: batchSize });
    if (rows.length > 0) await work(rows);
    after = rows.at(-1);
  } while (after);
}

/**
 * Part of a transaction that holds the rows of the media the keys tell of: a run that would enter what
 * it stored, or captions that are being added, wait for its end.
 */
async function removeObjects(
  tx: Transaction,
  rows: FindingRow[],
  { ports: { storage }, repair }: Removal,
): Promise<void> {
  await holdMedia(tx, rows);
  const claims = await findClaims(
    tx,
    rows.map(({ key }) => key),
  );
  const orphans: FindingRow[] = [];
  await inParallel(rows, lanes, async (row) => {
    if (!claims.has(row.key) && (await isSame(row, storage))) orphans.push(row);
  });
  const refused = await storage.remove(orphans.map(({ key }) => key));
  const isRefused = new Set(refused.map(({ key }) => key));
  const removed = orphans.filter(({ key }) => !isRefused.has(key));
  for (const { byteSize } of removed) repair.removed.bytes += Number(byteSize);
  repair.removed.count += removed.length;
  repair.refused += refused.length;
  repair.spared += rows.length - orphans.length;
  await removeFindings(
    tx,
    rows.filter(({ key }) => !isRefused.has(key)),
  );
}

async function holdMedia(tx: Transaction, rows: FindingRow[]): Promise<void> {
  const ids = [...new Set(rows.flatMap(({ key }) => mediaOf(key)))];
  await tx.$queryRaw`select id from media where id = any(${ids}) order by id for update`;
}

/** Whether what lies under the key is still what was found; what is gone is not there to be removed. */
async function isSame(row: FindingRow, storage: Storage): Promise<boolean> {
  const facts = await storage.head(row.key);
  return facts !== null && facts.byteSize === Number(row.byteSize) && isOfMoment(facts, row);
}

/** Listings tell milliseconds, answers to HEAD seconds. */
function isOfMoment({ modifiedAt }: ObjectFacts, { madeAt }: FindingRow): boolean {
  const seconds = (moment: Date) => Math.floor(moment.getTime() / 1000);
  return madeAt !== null && seconds(modifiedAt) === seconds(madeAt);
}
