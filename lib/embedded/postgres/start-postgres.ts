// Starts the embedded PostgreSQL, or joins the one that already runs on the same home.
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { takeFileLock } from '../processes/file-lock.ts';
import { freePort } from '../processes/free-port.ts';
import { findPrograms, type Programs } from './binaries.ts';
import { makeCluster } from './cluster.ts';
import { dataParent, makeHome, postgresUrl } from './home.ts';
import { type Owner, postgresOwner } from './owner.ts';
import { ensureDatabase } from './ping.ts';
import { findPostmaster, launchPostmaster, type Postmaster, stopPostmaster } from './postmaster.ts';

export type PostgresOptions = {
  /** The folder everything is kept in, made when missing. */
  home: string;
  /** Any free port when not given. A server that already runs keeps the port it has. */
  port?: number;
  /** Server settings, as in postgresql.conf. */
  settings?: Record<string, string>;
  /** Where the server writes its log; `server.log` in the home when not given. */
  logFile?: string;
};

export type RunningPostgres = {
  /** The address of the database `cutroom`. */
  url: string;
  pid: number;
  port: number;
  /** True when the server was already there. */
  isJoined: boolean;
  /** Stops the server, unless it was joined: then whoever started it stops it. */
  stop(): Promise<void>;
};

const startLockSeconds = 90;
const attempts = 6;

/**
 * Resolves once the database `cutroom` answers. Two callers at once get the same server.
 * Throws one clear error when PostgreSQL cannot run on this machine.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const home = resolve(options.home);
  makeHome(home);
  const lock = await takeFileLock(join(home, 'start.lock'), startLockSeconds);
  try {
    const owner = postgresOwner();
    const programs = findPrograms(owner);
    const parent = dataParent(home, owner);
    const dataFolder = join(parent, 'data');
    const urlOf = (port: number) => postgresUrl(home, port, 'postgres');

    const found = await findPostmaster(dataFolder, urlOf);
    const server =
      found ?? (await launch({ ...options, home, owner, programs, parent, dataFolder }));
    await ensureDatabase(urlOf(server.port));
    return {
      url: postgresUrl(home, server.port),
      ...server,
      isJoined: found !== null,
      stop: async () => {
        if (!found) await stopPostmaster({ pgCtl: programs.pgCtl, owner, dataFolder, urlOf });
      },
    };
  } finally {
    lock.release();
  }
}

/** Stops whatever server runs on this home, whoever started it. */
export async function stopPostgres(home: string): Promise<void> {
  const owner = postgresOwner();
  makeHome(home);
  await stopPostmaster({
    pgCtl: findPrograms(owner).pgCtl,
    owner,
    dataFolder: join(dataParent(resolve(home), owner), 'data'),
    urlOf: (port) => postgresUrl(home, port, 'postgres'),
  });
}

async function launch(
  input: PostgresOptions & {
    owner: Owner;
    programs: Programs;
    parent: string;
    dataFolder: string;
  },
): Promise<Postmaster> {
  const { home, owner, programs, parent, dataFolder, settings = {} } = input;
  const urlOf = (port: number) => postgresUrl(home, port, 'postgres');
  await makeCluster({
    dataFolder,
    parent,
    owner,
    initdb: programs.initdb,
    password: new URL(urlOf(1)).password,
    isDurable: settings.fsync !== 'off',
  });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launchPostmaster({
        postgres: programs.postgres,
        owner,
        dataFolder,
        port: input.port ?? (await freePort()),
        settings,
        logFile: input.logFile ?? join(home, 'server.log'),
        urlOf,
      });
    } catch (error) {
      // After a kill -9 the old server's children need a moment to let go of its shared memory;
      // and a free port may be taken before we are.
      if (attempt === attempts) throw error;
      await delay(250 * attempt);
    }
  }
}
