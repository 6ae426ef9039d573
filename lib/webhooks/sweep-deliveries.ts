// The log of deliveries that are over, which is kept as long as other history.
import 'server-only';
import { countSettled, forgetSettled } from '../db/webhook-deliveries.ts';
import { env } from '../env/env.ts';
import type { Sweep } from '../ports/sweep.ts';

const batchSize = 1000;
const dayMs = 24 * 3_600_000;

export const oldDeliveries: Sweep = {
  name: 'webhooks',
  async batch({ db, now }, { isDryRun }) {
    const before = new Date(now().getTime() - env().HISTORY_KEPT_DAYS * dayMs);
    if (isDryRun) return { counts: { deliveries: await countSettled(db, before) }, next: null };
    const deliveries = await forgetSettled(db, before, batchSize);
    return { counts: { deliveries }, next: deliveries === batchSize ? 'more' : null };
  },
};
