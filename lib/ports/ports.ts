// What the domain reaches the world through: handed to every verb, replaced in tests.
import 'server-only';
import { type Database, database } from '../db/client.ts';
import { deliverEvents } from '../db/outbox.ts';
import { log } from '../env/log.ts';
import { sendEvents } from '../jobs/client.ts';
import { storage } from '../storage/current.ts';
import type { Storage } from '../storage/storage.ts';

export type Ports = {
  db: Database;
  storage: Storage;
  now(): Date;
  /** Called after a commit that wrote events. Never throws: what is not sent now is sent by the sweep. */
  sendWaitingEvents(): void;
};

/** The real ones, from the environment. */
export function ports(): Ports {
  const db = database();
  return {
    db,
    storage: storage(),
    now: () => new Date(),
    sendWaitingEvents() {
      deliverEvents(db, sendEvents).catch((error: unknown) => {
        log().warn({ error: String(error) }, 'events stay in the outbox for now');
      });
    },
  };
}

/** Sends everything that waits in the outbox; throws when the event server does not answer. */
export function deliverOutbox(): Promise<number> {
  return deliverEvents(database(), sendEvents);
}
