// The one connection pool of this process.
import 'server-only';
import { PrismaPg } from '@prisma/adapter-pg';
import { env } from '../env/env.ts';
import { Prisma, PrismaClient } from './generated/client.ts';

export type Database = PrismaClient;
/** What a verb needs to take part in somebody else's transaction. */
export type Transaction = Prisma.TransactionClient;

/** A busy machine answers late: that is no reason to undo a transaction that would have worked. */
const transactionOptions = { maxWait: 15_000, timeout: 30_000 };

/**
 * A server that hangs, or whose machine is gone, leaves connections open and says nothing: whoever asks
 * is to be told so. A busy one that is slow has answered by then.
 */
const patience = { connectMs: 10_000, queryMs: 25_000 };

/** Opens a pool. Sessions are forced to UTC: with another zone timestamptz came back hours off. */
export function openDatabase(url: string, { connectMs, queryMs } = patience): Database {
  const adapter = new PrismaPg({
    ...{ connectionString: url, options: '-c TimeZone=UTC', max: 12 },
    ...{ connectionTimeoutMillis: connectMs, query_timeout: queryMs },
  });
  return new PrismaClient({ adapter, transactionOptions });
}

// Next reloads modules in development; the pool must outlive them.
const kept = globalThis as { cutroomDatabase?: Database };

/** The database of this process, connected on first use. */
export function database(): Database {
  kept.cutroomDatabase ??= openDatabase(env().DATABASE_URL);
  return kept.cutroomDatabase;
}

/** Whether a write was refused because a unique value is taken; `column` narrows it to one rule. */
export function isUniqueViolation(error: unknown, column?: string): boolean {
  return isRefusal(error, 'P2002', column);
}

/** Whether a write was refused because what its `column` points at does not exist. */
export function isMissingReference(error: unknown, column: string): boolean {
  return isRefusal(error, 'P2003', column);
}

const mostAttempts = 4;

/**
 * A transaction that is begun again when PostgreSQL ended it because two waited for each other: nothing
 * of it was done then, and the other one is through.
 */
export async function transact<Result>(
  db: Database,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.$transaction(work);
    } catch (error) {
      if (attempt === mostAttempts || !isDeadlock(error)) throw error;
    }
  }
}

/** 40P01, which Prisma passes on in several shapes. */
function isDeadlock(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return JSON.stringify(error.meta ?? {}).includes('40P01');
}

/** Of Prisma: not reachable, timed out, closed the connection, no connection or transaction to be had. */
const awayCodes = ['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'];
/** Of PostgreSQL: no connection (08), none free (53300), shutting down or starting up (57P01 to 57P03). */
const awayStates =
  /\b(08\d{3}|53300|57P0[1-3])\b|DatabaseNotReachable|ConnectionClosed|SocketTimeout/;
/** Of pg, whose errors Prisma passes on as they are. */
const awayWords =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect)|is not queryable$|ECONNRE(FUSED|SET)|EPIPE|ETIMEDOUT/;

/** Whether a query failed because the database does not answer, or not now: later it may work. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (!(error instanceof Prisma.PrismaClientKnownRequestError))
    return awayWords.test(error.message);
  const said = `${JSON.stringify(error.meta ?? {})} ${error.message}`;
  return awayCodes.includes(error.code) || awayStates.test(said);
}

/** What PostgreSQL says of a NUL in a text (22021, 22P05) and of a date before its calendar (22008). */
const unstorable = /\b(22021|22P05|22008)\b/;

/** Whether a query failed for a value no column can hold, which only a caller can have sent. */
export function isUnstorable(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return unstorable.test(JSON.stringify(error.meta ?? {}));
}

function isRefusal(error: unknown, code: string, column?: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== code) return false;
  return column === undefined || JSON.stringify(error.meta).includes(column);
}
