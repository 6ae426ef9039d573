// What a runner can be told, with the defaults that follow the real server.
import { availableParallelism } from 'node:os';

export type RunnerOptions = {
  /** Port on 127.0.0.1; 0 takes a free one. */
  port: number;
  databaseUrl: string;
  /** Where an app is called over HTTP, e.g. `http://127.0.0.1:3000/api/inngest`; workers connect anyhow. */
  appUrl?: string;
  eventKey: string;
  /** `signkey-<env>-<hex>`. */
  signingKey: string;
  /** Calls of that app in flight at once; 2 × cores unless told. */
  workers?: number;
  /** Wait before attempt `failures + 1`, in ms. */
  retryDelayMs?: (failures: number) => number;
  /** A job whose runner stays silent this long is taken over. */
  leaseMs?: number;
  /** A connected worker that says nothing this long is taken for dead. */
  silentMs?: number;
  /** How often the app is asked for its functions while it is up. */
  resyncMs?: number;
  /** How long `stop` lets running steps finish. */
  graceMs?: number;
  log?: (message: string) => void;
};

export type Settings = Required<Omit<RunnerOptions, 'appUrl'>> & Pick<RunnerOptions, 'appUrl'>;

// The table of the open-source server (pkg/backoff), in seconds, with its 0–30 s jitter.
const backoffSeconds = [15, 30, 60, 120, 300, 600, 1200, 2400, 3600, 7200];

function defaultRetryDelayMs(failures: number): number {
  const seconds = backoffSeconds[Math.min(failures, backoffSeconds.length) - 1] ?? 15;
  return (seconds + Math.random() * 30) * 1000;
}

/** Fills in the defaults. Throws when a setting cannot work. */
export function settingsOf(options: RunnerOptions): Settings {
  if (!/^(signkey-\w+-)?([0-9a-f]{2})+$/i.test(options.signingKey)) {
    throw new Error('The signing key must read signkey-<env>-<hex digits>');
  }
  const workers = options.workers ?? availableParallelism() * 2;
  if (!Number.isInteger(workers) || workers < 1) throw new Error('There must be a worker');
  return {
    ...options,
    workers,
    retryDelayMs: options.retryDelayMs ?? defaultRetryDelayMs,
    leaseMs: options.leaseMs ?? 15_000,
    // As long as the worker beside the app may be silent: it gets its turn after everything else.
    silentMs: options.silentMs ?? 600_000,
    resyncMs: options.resyncMs ?? 10_000,
    graceMs: options.graceMs ?? 3_000,
    log: options.log ?? ((message) => console.error(`functions: ${message}`)),
  };
}
