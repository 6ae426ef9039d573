// Not throwing away minutes of work because the store or the database is away for a moment.
import 'server-only';
import { setTimeout } from 'node:timers/promises';
import { isDatabaseAway } from '../db/client.ts';
import { log } from '../env/log.ts';
import { AppError, isPermanent } from '../shared/errors.ts';

/** Two minutes in all: what is away for longer is left to the retries of the step. */
const pausesSeconds = [1, 2, 4, 8, 15, 30, 60];

/**
 * Does `work`, which may be repeated, again after a pause as long as the store or the database does not
 * answer, for up to two minutes. Throws what it throws, and the signal's reason when aborted in between.
 */
export async function outlastOutage<Result>(
  work: () => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  for (const seconds of pausesSeconds) {
    try {
      return await work();
    } catch (error) {
      if (!isOutage(error)) throw error;
      log().warn({ error: String(error), seconds }, 'what was made is stored a little later');
    }
    await setTimeout(seconds * 1000, undefined, signal ? { signal } : {});
  }
  return work();
}

function isOutage(error: unknown): boolean {
  if (error instanceof AppError) return !isPermanent(error);
  // Prisma and its adapter have many codes for a database that is away, and none for the rest of what
  // can go wrong in statements that have worked before.
  return (
    isDatabaseAway(error) || (error instanceof Error && /^(Prisma|DriverAdapter)/.test(error.name))
  );
}
