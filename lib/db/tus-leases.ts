// Whose turn at an upload by tus it is, in its row and by the clock of the database.
import 'server-only';
import type { Database, Transaction } from './client.ts';

/** How long a turn lasts that nobody renews: what a killed process held is free again then. */
const leaseSeconds = 10;

/** Whether it is ours now. Says that somebody waits, where it is somebody else's; null: there is none. */
export async function tryLease(
  db: Database,
  { id, ownerId, lease }: { id: string; ownerId: string; lease: string },
): Promise<boolean | null> {
  const taken = await db.$executeRaw`
    update tus_uploads
       set lease_token = ${lease}, is_lease_wanted = false,
           leased_until = now() + ${leaseSeconds} * interval '1 second'
     where id = ${id} and owner_id = ${ownerId}
       and (lease_token is null or leased_until < now())`;
  if (taken > 0) return true;
  const there = await db.$executeRaw`
    update tus_uploads set is_lease_wanted = true where id = ${id} and owner_id = ${ownerId}`;
  return there > 0 ? false : null;
}

/** `lost` when the turn passed to somebody else, `wanted` when somebody waits for it. */
export async function renewLease(
  db: Transaction,
  { id, lease }: { id: string; lease: string },
): Promise<'held' | 'wanted' | 'lost'> {
  const [row] = await db.$queryRaw<{ isWanted: boolean }[]>`
    update tus_uploads set leased_until = now() + ${leaseSeconds} * interval '1 second'
     where id = ${id} and lease_token = ${lease}
    returning is_lease_wanted as "isWanted"`;
  if (!row) return 'lost';
  return row.isWanted ? 'wanted' : 'held';
}

export async function releaseLease(
  db: Database,
  { id, lease }: { id: string; lease: string },
): Promise<void> {
  await db.tusUpload.updateMany({
    where: { id, leaseToken: lease },
    data: { leaseToken: null, leasedUntil: null, isLeaseWanted: false },
  });
}
