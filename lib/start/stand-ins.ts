// Describes the stand-ins to the supervisor.
import { join } from 'node:path';
import { postgresUrl } from '#lib/embedded/postgres/home.ts';
import { ping } from '#lib/embedded/postgres/ping.ts';
import { answersHttp, type Service } from '#lib/embedded/supervisor/service.ts';
import type { StandIn, Variables } from './environment.ts';

/** Ports that are rarely used by anything else. */
export const preferredPorts: Record<StandIn, number> = {
  postgres: 54_390,
  store: 9090,
  functions: 8390,
};

export const postgresHome = (dataFolder: string) => join(dataFolder, 'postgres');

const patience = { startWithinSeconds: 90, stopWithinSeconds: 30 };

/** PostgreSQL, its data in `<data>/postgres`. */
export function postgresService(dataFolder: string, port: number): Service {
  const home = postgresHome(dataFolder);
  return {
    ...patience,
    name: 'postgres',
    args: ['lib/embedded/postgres/main.ts'],
    variables: {
      POSTGRES_HOME: home,
      POSTGRES_PORT: String(port),
      POSTGRES_LOG_FILE: join(dataFolder, 'logs', 'postgres.log'),
    },
    isHealthy: () => ping(postgresUrl(home, port)),
  };
}

/** The object store, its data in `<data>/store`. */
export function storeService(dataFolder: string, port: number, variables: Variables): Service {
  return {
    ...patience,
    name: 'store',
    args: ['lib/embedded/store/main.ts'],
    variables: {
      STORE_DIR: join(dataFolder, 'store'),
      STORE_PORT: String(port),
      STORE_BUCKET: variables.R2_BUCKET ?? '',
      STORE_ACCESS_KEY_ID: variables.R2_ACCESS_KEY_ID ?? '',
      STORE_SECRET_ACCESS_KEY: variables.R2_SECRET_ACCESS_KEY ?? '',
    },
    isHealthy: () => answersHttp(`http://127.0.0.1:${port}/`),
  };
}

/** The function runner; it keeps its state in the app's database, in a schema of its own. */
export function functionsService(port: number, appUrl: string, variables: Variables): Service {
  return {
    ...patience,
    name: 'functions',
    args: ['lib/embedded/functions/main.ts'],
    variables: {
      RUNNER_PORT: String(port),
      RUNNER_DATABASE_URL: variables.DATABASE_URL ?? '',
      RUNNER_APP_URL: `${appUrl}/api/inngest`,
      RUNNER_EVENT_KEY: variables.INNGEST_EVENT_KEY ?? '',
      RUNNER_SIGNING_KEY: variables.INNGEST_SIGNING_KEY ?? '',
    },
    isHealthy: () => answersHttp(`http://127.0.0.1:${port}/`),
  };
}
