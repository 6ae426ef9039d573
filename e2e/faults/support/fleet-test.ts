// The test function of tests with several processes of each kind; pages open the first web process.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StagedApp } from '#lib/testing/fault-stage/fault-stage.ts';
import { test as base } from '../../support/test.ts';
import { controlPort, folder } from './addresses.ts';
import { type Fleet, startFleet } from './fleet.ts';

export const test = base.extend<Record<never, never>, { fleet: Fleet }>({
  fleet: [
    async ({}, use) => {
      const app: StagedApp = await (await fetch(`http://127.0.0.1:${controlPort}`)).json();
      const home = join(folder, 'fleet');
      mkdirSync(home, { recursive: true });
      const fleet = await startFleet(app.variables.DATABASE_URL ?? '', home);
      await use(fleet);
      await fleet.stop();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  baseURL: async ({ fleet }, use) => use(fleet.webs[0].url),
});
