// Forgetting unsaved forms nobody went on with in time, and those that ended a while ago.
import 'server-only';
import { expiredDraft } from '../db/drafts.ts';
import type { Sweep } from '../ports/sweep.ts';

const batchSize = 500;

/** Their files have nobody else to keep them, and are abandoned from now on. */
export const expiredDrafts: Sweep = {
  name: 'drafts',
  async batch({ db, now }, { after, isDryRun }) {
    const due = expiredDraft(now());
    const found = await db.draft.findMany({
      where: { ...due, id: { gt: after } },
      orderBy: { id: 'asc' },
      take: batchSize,
      select: { id: true },
    });
    const ids = found.map(({ id }) => id);
    const where = { ...due, id: { in: ids } };
    const drafts = isDryRun ? ids.length : (await db.draft.deleteMany({ where })).count;
    const next = ids.length < batchSize ? null : (ids.at(-1) ?? null);
    return { counts: { drafts }, next };
  },
};
