// A whole world for a test: its own database and store, people, and the environment that names them.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'next-auth/jwt';
import type { Database } from '#lib/db/client.ts';
import { openDatabase } from '#lib/db/client.ts';
import type { Ports } from '#lib/ports/ports.ts';
import type { Actor, Role } from '#lib/shared/actor.ts';
import { createR2Storage } from '#lib/storage/r2.ts';
import { createTestDatabase } from './test-database.ts';
import { createTestStore } from './test-store.ts';

export type TestWorld = {
  db: Database;
  ports: Ports;
  /** What the app of this world runs with. */
  variables: Record<string, string>;
  /** Where media are worked on. */
  workFolder: string;
  /** Moves the clock that `ports.now()` shows. */
  passHours(hours: number): void;
  addUser(role?: Role): Promise<Actor>;
  /** The Cookie header of a signed-in person. */
  cookieOf(actor: Actor): Promise<string>;
  close(): Promise<void>;
};

const secret = randomBytes(32).toString('hex');

/**
 * Sets `process.env` too, so that handlers, which read it, see the same world. Events stay in the
 * outbox: a test looks at them there.
 */
export async function createTestWorld(overrides: Record<string, string> = {}): Promise<TestWorld> {
  const [database, store, workFolder] = await Promise.all([
    createTestDatabase(),
    createTestStore(),
    mkdtemp(join(tmpdir(), 'cutroom-test-media-')),
  ]);
  const variables = {
    DATABASE_URL: database.url,
    R2_ENDPOINT: store.url,
    R2_ACCESS_KEY_ID: store.accessKeyId,
    R2_SECRET_ACCESS_KEY: store.secretAccessKey,
    R2_BUCKET: store.bucket,
    INNGEST_BASE_URL: 'http://127.0.0.1:9',
    INNGEST_EVENT_KEY: 'test',
    INNGEST_SIGNING_KEY: 'signkey-test-00',
    NEXTAUTH_SECRET: secret,
    LOG_LEVEL: 'silent',
    MEDIA_TMP_DIR: workFolder,
    ...overrides,
  };
  Object.assign(process.env, variables);
  const db = openDatabase(database.url);
  const storage = createR2Storage({ endpoint: store.url, ...store });
  let aheadMs = 0;
  return {
    db,
    variables,
    workFolder,
    ports: {
      db,
      storage,
      now: () => new Date(Date.now() + aheadMs),
      sendWaitingEvents() {},
    },
    passHours(hours) {
      aheadMs += hours * 3_600_000;
    },
    async addUser(role = 'editor') {
      const email = `${randomUUID()}@example.test`;
      const user = await db.user.create({
        data: { email, name: `Test ${role}`, role, passwordHash: 'none' },
      });
      return { id: user.id, name: user.name, email, role };
    },
    async cookieOf({ id }) {
      const { tokenVersion } = await db.user.findUniqueOrThrow({ where: { id } });
      const token = await encode({ token: { sub: id, tokenVersion }, secret });
      return `next-auth.session-token=${token}`;
    },
    async close() {
      await db.$disconnect();
      await Promise.all([
        store.close(),
        database.drop(),
        rm(workFolder, { recursive: true, force: true }),
      ]);
    },
  };
}
