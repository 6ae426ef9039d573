// The progress of a run whose parts are worked on at once, by several processes.
import 'server-only';
import type { Database } from './client.ts';
import { Prisma } from './generated/client.ts';

export type PartShare = {
  mediaId: string;
  generation: number;
  /** The name of the part. */
  part: string;
  /** How much of all parts together this one has done, 0 to 1. */
  share: number;
  /** Where on the bar of the whole run the parts begin and end. */
  from: number;
  to: number;
  stage: string;
  now: Date;
};

/**
 * Notes how far a part has come and moves the bar to the sum of all, neither ever back: one statement,
 * so that those who write at the same time add up. What can be watched while the rest is made (`rest`)
 * can be whichever part writes next. Says no, and changes nothing, when the run is over.
 */
export async function notePartShare(db: Database, noted: PartShare): Promise<boolean> {
  const { mediaId, generation, part, share, from, to, stage, now } = noted;
  const shares = Prisma.sql`part_shares || jsonb_build_object(${part}::text,
    greatest(${share}::float8, (part_shares->>${part}::text)::float8))`;
  const count = await db.$executeRaw`
    update media
       set part_shares = ${shares},
           progress = greatest(progress, ${from}::float8 + (${to}::float8 - ${from}::float8) * (
             select least(1, sum(value::float8)) from jsonb_each_text(${shares}))),
           stage = case stage when 'rest' then stage else ${stage} end,
           heartbeat_at = ${now}::timestamptz, updated_at = ${now}::timestamptz
     where id = ${mediaId} and generation = ${generation}
       and status = 'processing' and deleting_at is null`;
  return count > 0;
}
