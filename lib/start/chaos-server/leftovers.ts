// What may not lie about once everything has come to rest: objects, sessions, events, runs, work folders, encoders.
import { readdir } from 'node:fs/promises';
import { auditStorage } from '#lib/audit/audit-storage.ts';
import type { World } from './examine.ts';
import { encodersOf } from './strike.ts';

export type Leftovers = {
  /** What the storage audit finds, unfinished multipart sessions among the orphans. */
  orphans: string[];
  missing: string[];
  mismatched: string[];
  /** Uploads nobody will ever finish. */
  openUploads: string[];
  waitingEvents: string[];
  /** Of the function runner: queued or running. Schedules come and go, and do not count. */
  openRuns: string[];
  workFolders: string[];
  encoders: string[];
};

export async function findLeftovers(
  { db, storage }: World,
  where: { dataFolder: string; workFolder: string },
): Promise<Leftovers> {
  const ports = { db, storage, now: () => new Date() };
  const audit = await auditStorage(ports, { graceSeconds: 0 });
  const uploads = await db.upload.findMany({ where: { status: 'open' } });
  const events = await db.outboxEvent.findMany({ where: { deliveredAt: null } });
  const runs = await db.$queryRaw<{ id: string }[]>`
    select function_id || ' ' || id as id from function_runner.run
     where ended_at is null and event ->> 'name' = 'media/uploaded'`;
  return {
    orphans: [...audit.orphans.keys, ...audit.multiparts.keys],
    missing: audit.missing.found.map(({ key }) => key),
    mismatched: audit.mismatched.found.map(({ key }) => key),
    openUploads: uploads.map(({ fileName }) => fileName),
    waitingEvents: events.map(({ id }) => id),
    openRuns: runs.map(({ id }) => id),
    workFolders: await readdir(where.workFolder).catch(() => []),
    encoders: encodersOf(where.dataFolder).map((pid) => `process ${pid}`),
  };
}

export function countLeftovers(found: Leftovers): number {
  return Object.values(found).reduce((sum, list) => sum + list.length, 0);
}
