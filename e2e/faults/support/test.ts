// The test function of the fault tests: a stage with proxies, an editor who is signed in, files of their own.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright/test';
import { type FaultStage, openFaultStage } from '#lib/testing/fault-stage/fault-stage.ts';
import { makeNoiseFilm, type NoiseFilm } from '#lib/testing/fault-stage/noise-film.ts';
import { people } from '../../support/people.ts';
import { test as base, expect, signIn } from '../../support/test.ts';
import { controlPort, folder, ports } from './addresses.ts';

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

type Fixtures = {
  /** Without faults, nothing seen yet. */
  stage: FaultStage;
  /** A new file, named after the test: eight parts. */
  film: NoiseFilm;
  filmBytes: number;
};

type WorkerFixtures = {
  openStage: FaultStage;
  signedIn: StorageState;
};

const mebibyte = 1024 * 1024;

export const test = base.extend<Fixtures, WorkerFixtures>({
  openStage: [
    async ({}, use) => {
      const app = await (await fetch(`http://127.0.0.1:${controlPort}`)).json();
      const stage = await openFaultStage(app, ports);
      await use(stage);
      await stage.stop();
    },
    { scope: 'worker' },
  ],
  signedIn: [
    async ({ openStage, browser }, use) => {
      const context = await browser.newContext({ baseURL: openStage.url, locale: 'en-GB' });
      await signIn(await context.newPage(), people.editor);
      await use(await context.storageState());
      await context.close();
    },
    { scope: 'worker' },
  ],
  storageState: async ({ signedIn }, use) => use(signedIn),
  stage: async ({ openStage }, use) => {
    openStage.forget();
    await use(openStage);
    openStage.forget();
  },
  filmBytes: [40 * mebibyte, { option: true }],
  film: async ({ filmBytes }, use, { title }) => {
    const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
    mkdirSync(join(folder, 'files'), { recursive: true });
    await use(await makeNoiseFilm(join(folder, 'files', `${name}.mp4`), filmBytes));
  },
  // The browser says so of every fault we cause.
  expectedErrors: async ({}, use) => use([/Failed to load resource/, /net::ERR_/]),
});

export { expect };
