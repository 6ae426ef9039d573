// Describes the stand-ins to the supervisor.
import { join } from 'node:path';
import { postgresUrl } from '#lib/embedded/postgres/home.ts';
import { ask, ping } from '#lib/embedded/postgres/ping.ts';
import type { Ports } from '#lib/embedded/supervisor/ports.ts';
import { answersHttp, type Service } from '#lib/embedded/supervisor/service.ts';
import { directUrl, type Listener, type Variables } from './environment.ts';

/** Ports that are rarely used by anything else. */
export const preferredPorts: Record<Listener, number> = {
  postgres: 25_432,
  store: 9090,
  functions: 8390,
  worker: 8391,
};

export const postgresHome = (dataFolder: string) => join(dataFolder, 'postgres');

const patience = { startWithinSeconds: 90, stopWithinSeconds: 30 };

/** Their ports are claimed before each start, so `variables` is asked only then. */
export type StandInInput = {
  dataFolder: string;
  ports: Ports<Listener>;
  variables: () => Variables;
};

/** PostgreSQL, its data in `<data>/postgres`. */
export function postgresService({ dataFolder, ports }: StandInInput): Service {
  const home = postgresHome(dataFolder);
  // The server outlives a kill -9 of the process that looks after it, and is found again there.
  const isOurs = async (port: number) => (await ask(postgresUrl(home, port))) !== 'none';
  return {
    ...patience,
    name: 'postgres',
    command: async () => ({
      args: ['lib/embedded/postgres/main.ts'],
      variables: {
        POSTGRES_HOME: home,
        POSTGRES_PORT: String(await ports.claim('postgres', isOurs)),
        POSTGRES_LOG_FILE: join(dataFolder, 'logs', 'postgres.log'),
      },
    }),
    // Its password proves that it is ours.
    isHealthy: () => ping(postgresUrl(home, ports.current().postgres)),
  };
}

/** The object store, its data in `<data>/store`. */
export function storeService({ dataFolder, ports, variables }: StandInInput): Service {
  return {
    ...patience,
    name: 'store',
    command: async () => {
      const port = await ports.claim('store');
      const { R2_BUCKET = '', R2_ACCESS_KEY_ID = '', R2_SECRET_ACCESS_KEY = '' } = variables();
      return {
        args: ['lib/embedded/store/main.ts'],
        variables: {
          STORE_DIR: join(dataFolder, 'store'),
          STORE_PORT: String(port),
          STORE_BUCKET: R2_BUCKET,
          STORE_ACCESS_KEY_ID: R2_ACCESS_KEY_ID,
          STORE_SECRET_ACCESS_KEY: R2_SECRET_ACCESS_KEY,
        },
      };
    },
    isHealthy: (instanceId) => answersHttp(localUrl(ports.current().store), instanceId),
  };
}

/**
 * The function runner; it keeps its state in the app's database, in a schema of its own. Workers
 * connect to it; where `servedAt` names a server that has the functions, it calls that.
 */
export function functionsService(input: StandInInput & { servedAt: string | null }): Service {
  const { ports, variables, servedAt } = input;
  return {
    ...patience,
    name: 'functions',
    command: async () => {
      const port = await ports.claim('functions');
      const { INNGEST_EVENT_KEY = '', INNGEST_SIGNING_KEY = '' } = variables();
      return {
        args: ['lib/embedded/functions/main.ts'],
        variables: {
          RUNNER_PORT: String(port),
          RUNNER_DATABASE_URL: directUrl(variables()),
          RUNNER_APP_URL: servedAt === null ? '' : `${servedAt}api/inngest`,
          RUNNER_EVENT_KEY: INNGEST_EVENT_KEY,
          RUNNER_SIGNING_KEY: INNGEST_SIGNING_KEY,
        },
      };
    },
    isHealthy: (instanceId) => answersHttp(localUrl(ports.current().functions), instanceId),
  };
}

/** The functions, beside the app and behind it in everything the machine has to share out. */
export function workerService({ ports, variables }: StandInInput): Service {
  return {
    ...patience,
    // An encoder it leaves behind is ended with it, and its step called again.
    stopWithinSeconds: 5,
    // Last of all on a busy machine it may get no turn for minutes. What it loses when it is started
    // anew is more than that.
    mayBeSilentSeconds: 600,
    name: 'worker',
    command: async () => {
      const port = await ports.claim('worker');
      return {
        args: ['--conditions=react-server', 'inngest/worker.ts'],
        variables: {
          ...variables(),
          ...{ NODE_ENV: 'production', WORKER_PORT: String(port) },
          // Nobody waits for films when they say Ctrl-C.
          WORKER_DRAIN_SECONDS: '2',
        },
      };
    },
    isHealthy: (instanceId) => answersHttp(localUrl(ports.current().worker), instanceId),
  };
}

const localUrl = (port: number) => `http://127.0.0.1:${port}/`;
