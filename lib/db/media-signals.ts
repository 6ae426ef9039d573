// Telling every process that a media moved, through Postgres NOTIFY.
import 'server-only';
import pg from 'pg';
import { env } from '../env/env.ts';
import { log } from '../env/log.ts';
import type { Database, Transaction } from './client.ts';

const channel = 'media_moved';

/** Sent when the transaction commits; subscribers then read the row. */
export async function signalMedia(db: Database | Transaction, mediaId: string): Promise<void> {
  await db.$executeRaw`select pg_notify(${channel}, ${mediaId})`;
}

type Listener = () => void;
const listeners = new Map<string, Set<Listener>>();
let connection: Promise<pg.Client> | undefined;

/** Calls `listener` whenever the media moves. Returns how to stop. One connection serves a whole process. */
export async function onMediaMoved(mediaId: string, listener: Listener): Promise<() => void> {
  const same = listeners.get(mediaId) ?? new Set();
  listeners.set(mediaId, same.add(listener));
  await listen();
  return () => {
    same.delete(listener);
    if (same.size === 0) listeners.delete(mediaId);
  };
}

function listen(): Promise<pg.Client> {
  connection ??= connect().catch((error) => {
    connection = undefined;
    throw error;
  });
  return connection;
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true });
  client.on('notification', ({ payload }) => {
    for (const listener of listeners.get(payload ?? '') ?? []) listener();
  });
  client.on('error', (error) =>
    log().warn({ error: error.message }, 'lost the listening connection'),
  );
  client.on('end', reconnect);
  await client.connect();
  await client.query(`listen ${channel}`);
  return client;
}

/** What was signalled meanwhile is lost, so everyone is told to look once. */
function reconnect(): void {
  connection = undefined;
  if (listeners.size === 0) return;
  const again = setTimeout(() => {
    listen()
      .then(() => {
        for (const same of listeners.values()) for (const listener of same) listener();
      })
      .catch(reconnect);
  }, 1000);
  again.unref();
}
