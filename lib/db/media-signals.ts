// Telling every process that a media moved, through Postgres NOTIFY.
import 'server-only';
import pg from 'pg';
import { env } from '../env/env.ts';
import { log } from '../env/log.ts';
import type { Database, Transaction } from './client.ts';

const channel = 'media_moved';

/** Sent when the transaction commits; subscribers then read the rows. */
export async function signalMedia(
  db: Database | Transaction,
  ...mediaIds: string[]
): Promise<void> {
  await db.$executeRaw`select pg_notify(${channel}, id) from unnest(${mediaIds}::text[]) as id`;
}

type Listener = () => void;
const listeners = new Map<string, Set<Listener>>();
let connection: Promise<pg.Client> | undefined;

/** Calls `listener` whenever the media moves. Returns how to stop. One connection serves a whole process. */
export async function onMediaMoved(mediaId: string, listener: Listener): Promise<() => void> {
  const same = listeners.get(mediaId) ?? new Set();
  listeners.set(mediaId, same.add(listener));
  const stop = () => {
    same.delete(listener);
    if (same.size === 0 && listeners.get(mediaId) === same) listeners.delete(mediaId);
  };
  try {
    await listen();
  } catch (error) {
    stop();
    throw error;
  }
  return stop;
}

function listen(): Promise<pg.Client> {
  connection ??= connect().catch((error) => {
    connection = undefined;
    throw error;
  });
  return connection;
}

async function connect(): Promise<pg.Client> {
  const connectionString = env().DATABASE_DIRECT_URL ?? env().DATABASE_URL;
  const client = new pg.Client({ connectionString, keepAlive: true });
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

let reconnecting: NodeJS.Timeout | undefined;

/**
 * What was signalled meanwhile is lost, so everyone is told to look once. A connection that fails is
 * reported twice (it ends, and `connect` rejects), so an attempt that is planned already is enough.
 */
function reconnect(): void {
  connection = undefined;
  if (listeners.size === 0 || reconnecting) return;
  reconnecting = setTimeout(() => {
    reconnecting = undefined;
    listen()
      .then(() => {
        for (const same of listeners.values()) for (const listener of same) listener();
      })
      .catch(reconnect);
  }, 1000);
  reconnecting.unref();
}
