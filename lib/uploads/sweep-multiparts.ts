// Ending multipart sessions at the store that nobody goes on with.
import 'server-only';
import { env } from '../env/env.ts';
import type { Ports } from '../ports/ports.ts';
import type { Sweep } from '../ports/sweep.ts';
import type { OpenMultipart } from '../storage/storage.ts';

const hour = 3_600_000;
const askedAtOnce = 100;
const abortedAtMost = 500;

/**
 * Sessions older than `MULTIPART_IDLE_HOURS` of uploads that were idle for as long, which begin anew
 * when somebody comes back to them, and those no row knows, as a crash came between store and row. Our
 * own renditions go up in parts, too: storing one must not take so long.
 */
export const idleMultiparts: Sweep = {
  name: 'multiparts',
  async batch(ports, { isDryRun }) {
    const before = new Date(ports.now().getTime() - env().MULTIPART_IDLE_HOURS * hour);
    const counts = { sessions: 0 };
    let old: OpenMultipart[] = [];
    const settle = async () => {
      for (const session of await pickIdle(old, before, ports)) {
        if (!isDryRun && !(await abort(session, before, ports))) continue;
        counts.sessions += 1;
      }
      old = [];
    };
    for await (const session of ports.storage.openMultiparts()) {
      if (session.startedAt < before) old.push(session);
      if (old.length === askedAtOnce) await settle();
      if (!isDryRun && counts.sessions >= abortedAtMost) return { counts, next: 'more' };
    }
    await settle();
    return { counts, next: null };
  },
};

/** Those no open upload uses, or one that nobody was at since. */
async function pickIdle(old: OpenMultipart[], before: Date, { db }: Ports) {
  const inUse = await db.upload.findMany({
    where: {
      ...{ status: 'open', lastActiveAt: { gte: before } },
      multipartId: { in: old.map(({ multipartId }) => multipartId) },
    },
    select: { storageKey: true, multipartId: true },
  });
  const isInUse = new Set(
    inUse.map(({ storageKey, multipartId }) => `${storageKey} ${multipartId}`),
  );
  return old.filter(({ key, multipartId }) => !isInUse.has(`${key} ${multipartId}`));
}

/** Says no when somebody goes on with it after all: whoever asks for an address first is served. */
async function abort({ key, multipartId }: OpenMultipart, before: Date, ports: Ports) {
  const { db, storage } = ports;
  const where = { storageKey: key, multipartId, status: 'open' } as const;
  await db.upload.updateMany({
    where: { ...where, lastActiveAt: { lt: before } },
    data: { multipartId: null },
  });
  if ((await db.upload.count({ where })) > 0) return false;
  await storage.abortMultipart({ key, multipartId });
  return true;
}
