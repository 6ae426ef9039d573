// What the store knows about its files: an SQLite database, so that no listing lives in memory.
import { DatabaseSync } from 'node:sqlite';

const schemaVersion = 2;

// Keys are BLOBs: SQLite then orders them by UTF-8 byte, which is S3's listing order.
const schema = `
  CREATE TABLE object (
    key BLOB PRIMARY KEY,
    byte_size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    headers TEXT NOT NULL,
    checksums TEXT NOT NULL,
    modified_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE object_blob (
    key BLOB NOT NULL REFERENCES object (key) ON DELETE CASCADE,
    first_byte INTEGER NOT NULL,
    byte_size INTEGER NOT NULL,
    blob TEXT NOT NULL UNIQUE,
    PRIMARY KEY (key, first_byte)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE multipart (
    id TEXT PRIMARY KEY,
    key BLOB NOT NULL,
    headers TEXT NOT NULL,
    started_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX multipart_by_key ON multipart (key, id);
  CREATE INDEX multipart_by_age ON multipart (started_at);
  CREATE TABLE part (
    multipart_id TEXT NOT NULL REFERENCES multipart (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    byte_size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    blob TEXT NOT NULL UNIQUE,
    modified_at INTEGER NOT NULL,
    PRIMARY KEY (multipart_id, number)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE garbage (blob TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
`;

// The settings of the bucket, as JSON: what came with version 2.
const settingsSchema =
  'CREATE TABLE setting (name TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;';

/** What leads from a version to the newest. */
const upgrades: Record<number, string> = { 0: schema + settingsSchema, 1: settingsSchema };

/**
 * Opens or makes the database. Only one process can hold it: a second one throws "database is locked".
 * Commits are on the disk when they return.
 */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  database.exec(`
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
  `);
  const found = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  const upgrade = upgrades[found];
  if (upgrade)
    transaction(database, () => database.exec(`${upgrade}PRAGMA user_version = ${schemaVersion};`));
  else if (found !== schemaVersion)
    throw new Error(`${path} has schema version ${found}, this store knows ${schemaVersion}.`);
  return database;
}

/** Runs `work` whole or not at all. It is synchronous, so nothing else of this process gets between. */
export function transaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
