// The statements behind an answer: written down as they go by, sent again without the app, explained.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { figuresOf, type Load } from './api-load.ts';

export type Statement = { text: string; values: unknown[] };
/** What somebody's request came to; ids other than theirs that it enters are made up for it. */
export type Asking = { ownerId: string; statements: Statement[] };

const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;

/** What this process asks its databases while `work` is under way. */
export async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const heard: Statement[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first, values] = args;
    const asked = typeof first === 'string' ? { text: first, values } : (first as pg.QueryConfig);
    heard.push({ text: asked.text, values: (asked.values as unknown[] | undefined) ?? [] });
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return heard;
}

/**
 * Sends the statements of each lane's answer again and again, over as many connections as the app has.
 * Rows that an answer entered get ids of their own each time.
 */
export async function replay(
  databaseUrl: string,
  { seconds, connections }: { seconds: number; connections: number },
  ofLanes: Asking[],
): Promise<Load> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections });
  const took: number[] = [];
  const endsAt = performance.now() + seconds * 1000;
  const lane = async (asking: Asking) => {
    for (let startedAt = performance.now(); startedAt < endsAt; startedAt = performance.now()) {
      await once(pool, withFreshIds(asking));
      took.push(performance.now() - startedAt);
    }
  };
  try {
    await Promise.all(ofLanes.map(lane));
  } finally {
    await pool.end();
  }
  return figuresOf(took, seconds);
}

async function once(pool: pg.Pool, statements: Statement[]): Promise<void> {
  const client = await pool.connect();
  try {
    for (const { text, values } of statements) {
      await client.query({ text, values, name: text.length > 10 ? nameOf(text) : undefined });
    }
  } finally {
    client.release();
  }
}

const names = new Map<string, string>();
/** Prepared once per connection. */
function nameOf(text: string): string {
  const name = names.get(text) ?? `s${names.size}`;
  names.set(text, name);
  return name;
}

function withFreshIds({ ownerId, statements }: Asking): Statement[] {
  const inserts = statements.filter(({ text }) => /^\s*insert into (?!rate_limits)/i.test(text));
  const ids = inserts.flatMap(({ values }) =>
    values.flatMap((value) => String(value).match(uuid) ?? []),
  );
  const fresh = new Map(ids.map((id) => [id, id === ownerId ? id : randomUUID()]));
  const renew = (value: unknown) =>
    typeof value === 'string' ? value.replace(uuid, (id) => fresh.get(id) ?? id) : value;
  return statements.map(({ text, values }) => ({ text, values: values.map(renew) }));
}

/** The tables of more than a thousand rows that one of the statements reads from end to end. */
export async function sequentialScans(
  databaseUrl: string,
  statements: Statement[],
): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const found = new Set<string>();
  try {
    for (const { text, values } of statements) {
      if (!/^\s*(select|insert|update|delete|with)\b/i.test(text)) continue;
      const { rows } = await client.query(`explain (format json) ${text}`, values);
      for (const table of scannedIn(rows[0]['QUERY PLAN'])) {
        if (await isLarge(client, table)) found.add(table);
      }
    }
  } finally {
    await client.end();
  }
  return [...found];
}

function scannedIn(plan: unknown): string[] {
  if (Array.isArray(plan)) return plan.flatMap(scannedIn);
  if (typeof plan !== 'object' || plan === null) return [];
  const node = plan as Record<string, unknown>;
  const own = node['Node Type'] === 'Seq Scan' ? [String(node['Relation Name'])] : [];
  return [...own, ...Object.values(node).flatMap(scannedIn)];
}

async function isLarge(client: pg.Client, table: string): Promise<boolean> {
  const { rows } = await client.query(
    'select reltuples > 1000 as is from pg_class where relname = $1',
    [table],
  );
  return rows.some(({ is }) => is);
}
