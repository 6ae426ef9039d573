// When functions run by the clock.
import 'server-only';
import { env } from '../env/env.ts';

export type Schedule = 'RECONCILE_CRON' | 'SWEEP_CRON' | 'SWEEP_DAILY_CRON';

/** The trigger of a schedule of the environment, by the clock of `TZ`. */
export function scheduled(name: Schedule): { cron: string } {
  return { cron: `TZ=${env().TZ} ${env()[name]}` };
}
