// A running app with a fault proxy in front of it and one in front of its store, for browsers to meet.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from '#lib/embedded/processes/process-identity.ts';
import { api } from '#lib/shared/paths.ts';
import { createR2Storage } from '#lib/storage/r2.ts';
import { type FaultProxy, type SeenRequest, startFaultProxy } from '../fault-proxy/fault-proxy.ts';
import { type Books, openBooks } from './books.ts';

export type KilledService = 'app' | 'store';

/** What has to be known of a running app. */
export type StagedApp = {
  /** Where it answers without the proxy. */
  url: string;
  dataFolder: string;
  /** What it runs with, secrets included. */
  variables: Record<string, string>;
};

export type FaultStage = {
  /** Where browsers open the app: through its proxy. */
  url: string;
  app: FaultProxy;
  store: FaultProxy;
  /** Everything browsers asked the store for since the last `forget`. */
  storeRequests: readonly SeenRequest[];
  books: Books;
  /** No faults, nothing seen. */
  forget(): void;
  /** Ends the process with kill -9 and resolves when its successor answers. */
  killAndAwait(service: KilledService): Promise<void>;
  stop(): Promise<void>;
};

export type StagePorts = { app: number; store: number };

/** For the app, so that browsers find the store behind the proxy: two names, as it has without. */
export function proxiedStore({ store }: StagePorts): { R2_BROWSER_ENDPOINTS: string } {
  return { R2_BROWSER_ENDPOINTS: `http://127.0.0.1:${store},http://localhost:${store}` };
}

/** The app has to run with `proxiedStore` of the same ports. */
export async function openFaultStage(
  { url, dataFolder, variables }: StagedApp,
  ports: StagePorts,
  seed = 1,
): Promise<FaultStage> {
  const { R2_ENDPOINT: endpoint = '', DATABASE_URL = '' } = variables;
  const storage = createR2Storage({
    endpoint,
    accessKeyId: variables.R2_ACCESS_KEY_ID ?? '',
    secretAccessKey: variables.R2_SECRET_ACCESS_KEY ?? '',
    bucket: variables.R2_BUCKET ?? '',
  });
  const storeRequests: SeenRequest[] = [];
  const app = await startFaultProxy({ target: url, port: ports.app, seed });
  const store = await startFaultProxy({
    target: endpoint,
    port: ports.store,
    seed,
    onRequest: (request) => storeRequests.push(request),
  });
  const answers = {
    app: () => answersOk(url + api.health()),
    store: () => answersOk(url + api.ready()),
  };
  return {
    url: app.url,
    app,
    store,
    storeRequests,
    books: openBooks(DATABASE_URL, storage),
    forget() {
      app.rules.clear();
      store.rules.clear();
      storeRequests.length = 0;
    },
    async killAndAwait(service) {
      const pid = recordedPid(dataFolder, service);
      if (pid === null) throw new Error(`There is no ${service} to kill.`);
      process.kill(pid, 'SIGKILL');
      await until(() => !isAlive(pid));
      await until(async () => {
        const next = recordedPid(dataFolder, service);
        return next !== null && next !== pid && (await answers[service]());
      });
    },
    async stop() {
      await Promise.all([app.stop(), store.stop()]);
    },
  };
}

/** Of the process the supervisor started last; null while it is just being noted. */
function recordedPid(dataFolder: string, service: KilledService): number | null {
  const record = readFileSync(join(dataFolder, 'processes', `${service}.json`), 'utf8');
  const [, pid] = /"pid":(\d+),/.exec(record) ?? [];
  return pid === undefined ? null : Number(pid);
}

async function answersOk(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

const withinSeconds = 60;

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + withinSeconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('A killed process did not come back.');
    await delay(20);
  }
}
