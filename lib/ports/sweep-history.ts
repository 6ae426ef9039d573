// Rows that only served their moment: events that were delivered, rate limits that are over, kept answers.
import 'server-only';
import { countOldAnswers, forgetOldAnswers } from '../db/kept-answers.ts';
import { countDelivered, forgetDelivered } from '../db/outbox.ts';
import { countOldWindows, forgetOldWindows } from '../db/rate-limits.ts';
import { env } from '../env/env.ts';
import type { Sweep } from './sweep.ts';

const batchSize = 1000;
const day = 24 * 3_600_000;

export const oldHistory: Sweep = {
  name: 'history',
  async batch({ db, now }, { isDryRun }) {
    const before = new Date(now().getTime() - env().HISTORY_KEPT_DAYS * day);
    if (isDryRun) {
      const counts = {
        events: await countDelivered(db, before),
        rateLimits: await countOldWindows(db),
        keptAnswers: await countOldAnswers(db),
      };
      return { counts, next: null };
    }
    const events = await forgetDelivered(db, before, batchSize);
    const rateLimits = await forgetOldWindows(db, batchSize);
    const keptAnswers = await forgetOldAnswers(db, batchSize);
    const isMore = Math.max(events, rateLimits, keptAnswers) === batchSize;
    return { counts: { events, rateLimits, keptAnswers }, next: isMore ? 'more' : null };
  },
};
