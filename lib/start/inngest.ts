// npm run test:inngest: the suites of the event server against the one that is named.
import type { Variables } from './environment.ts';
import { givenVariables } from './given-variables.ts';
import { tools } from './project.ts';
import { runTool } from './run-tool.ts';

const given = givenVariables();
// A server for development takes any key.
const keys: Variables = given.INNGEST_DEV
  ? { INNGEST_EVENT_KEY: 'dev', INNGEST_SIGNING_KEY: 'signkey-dev-00' }
  : {};
const variables: Variables = { ...keys, ...given };
const names = ['INNGEST_BASE_URL', 'INNGEST_EVENT_KEY', 'INNGEST_SIGNING_KEY'] as const;
const missing = names.filter((name) => !variables[name]);

if (missing.length > 0) {
  console.log(`Skipped: there is no event server to test against. Not set: ${missing.join(', ')}`);
} else {
  const { exitCode } = await runTool(
    [tools.vitest, 'run', '--config', 'lib/testing/event-server/vitest.config.ts'],
    variables,
    (text) => process.stdout.write(text),
  );
  process.exit(exitCode);
}
