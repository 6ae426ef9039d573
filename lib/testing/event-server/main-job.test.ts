// The main job, with the stand-in.
import { startRunner } from '#lib/embedded/functions/runner.ts';
import { freePort } from '#lib/embedded/processes/free-port.ts';
import { describeMainJob } from './main-job-contract.ts';

let port: number;

describeMainJob(
  'with the stand-in',
  async () => {
    port = await freePort();
    return {
      INNGEST_BASE_URL: `http://127.0.0.1:${port}`,
      INNGEST_EVENT_KEY: 'main-job',
      INNGEST_SIGNING_KEY: `signkey-test-${'cd'.repeat(32)}`,
    };
  },
  async (variables) => {
    const runner = await startRunner({
      ...{ port, databaseUrl: variables.DATABASE_URL ?? '', log: () => {} },
      eventKey: variables.INNGEST_EVENT_KEY ?? '',
      signingKey: variables.INNGEST_SIGNING_KEY ?? '',
    });
    return { close: () => runner.stop() };
  },
);
