// Whether everything the app depends on answers.
import 'server-only';
import { env } from '../env/env.ts';
import type { Check, Readiness } from '../shared/system.ts';
import type { Ports } from './ports.ts';

const patienceMs = 3000;
const inngestCloud = 'https://inn.gs';

/** Asks the database, the store and the event server, at once and with little patience. */
export async function readiness({ db, storage }: Ports): Promise<Readiness> {
  const [database, store, runner] = await Promise.all([
    check(() => db.$queryRaw`select 1`),
    check(() => storage.ping()),
    check(pingRunner),
  ]);
  const checks = { database, storage: store, runner };
  return { isReady: Object.values(checks).every(({ status }) => status === 'ok'), checks };
}

async function pingRunner(): Promise<void> {
  const url = new URL('/health', env().INNGEST_BASE_URL ?? inngestCloud);
  const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
  if (response.status >= 500) throw new Error(`answered ${response.status}`);
}

/** The reason names the kind of trouble only: the page is public. */
async function check(ask: () => Promise<unknown>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Check>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'failed', reason: 'timeout' }), patienceMs);
  });
  const asked = ask().then(
    (): Check => ({ status: 'ok' }),
    (): Check => ({ status: 'failed', reason: 'unavailable' }),
  );
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
