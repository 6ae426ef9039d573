// The stand-in keeps to what the functions rely on.
import { startRunner } from '#lib/embedded/functions/runner.ts';
import { createTestDatabase } from '../test-database.ts';
import { describeInngest } from './inngest-contract.ts';

describeInngest(
  'the stand-in',
  async () => {
    const database = await createTestDatabase({ migrated: false });
    const keys = { eventKey: 'contract', signingKey: `signkey-test-${'ab'.repeat(32)}` };
    const runner = await startRunner({
      ...{ port: 0, databaseUrl: database.url, ...keys, graceMs: 100, log: () => {} },
    });
    return {
      ...{ baseUrl: runner.url, ...keys },
      async close() {
        await runner.stop();
        await database.drop();
      },
    };
  },
  { withKeys: true, withSchedules: false, longStepMinutes: 0 },
);
