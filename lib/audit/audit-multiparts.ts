// Unfinished multipart sessions of the store, against the uploads and runs that use one.
import 'server-only';
import type { Ports } from '../ports/ports.ts';
import type { StorageReport } from '../shared/schemas/storage-audit.ts';
import type { OpenMultipart } from '../storage/storage.ts';
import { inBatches } from './batches.ts';
import { findUsedSessions, sessionName } from './claims.ts';
import type { Listeners } from './listeners.ts';
import { keepExample } from './tally.ts';

/** Adds to the report how many there are, and how many that began before `before` nobody uses. */
export async function auditMultiparts(
  { db, storage }: Pick<Ports, 'db' | 'storage'>,
  input: { report: StorageReport; before: Date; listeners: Listeners },
): Promise<void> {
  const { before, listeners } = input;
  const { multiparts } = input.report;
  const old = inBatches<OpenMultipart>(async (sessions) => {
    const used = await findUsedSessions(db, sessions);
    const orphans = sessions.filter((session) => !used.has(sessionName(session)));
    multiparts.orphans += orphans.length;
    for (const { key } of orphans) keepExample(multiparts.keys, key);
    if (orphans.length > 0) await listeners.onOrphanSessions?.(orphans);
  });
  for await (const session of storage.openMultiparts()) {
    multiparts.open += 1;
    if (session.startedAt <= before) await old.add(session);
  }
  await old.flush();
}
