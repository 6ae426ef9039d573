// What every part of one runner shares.
import type pg from 'pg';
import type { Callee } from './callee.ts';
import type { Settings } from './options.ts';
import type { Registry } from './registry.ts';

export type Runner = {
  /** Names this process in leases; its advisory lock shows that it lives. */
  id: number;
  settings: Settings;
  pool: pg.Pool;
  registry: Registry;
  /** Who executes steps. */
  callees: Callee[];
  app: {
    /** Whether the app answered over HTTP last time; jobs stay queued while it does not. */
    reachable: boolean;
    /** Whether this process has heard the app's functions; events and timers wait for that. */
    synced: boolean;
  };
  /** Set once; from then on nothing is claimed and no outcome is committed. */
  stopped: boolean;
  /** Something became due: look now. */
  wake: () => void;
  /** The app may be gone or changed: ask it again now. */
  resync: () => void;
};
