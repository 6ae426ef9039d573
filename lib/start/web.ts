// npm run web: pages and API alone, on services that are configured. Any number may run beside each other.
import { once } from 'node:events';
import { spawnAttached } from '#lib/embedded/processes/spawn-attached.ts';
import { appCommand, localUrl } from './app-service.ts';
import { buildIfNeeded } from './build.ts';
import { configure } from './configured.ts';
import { addressOf } from './environment.ts';
import { makeDataFolder } from './make-data-folder.ts';
import { prepareDatabase } from './prepare-database.ts';
import { prepareSources } from './prepare-sources.ts';
import { say } from './say.ts';

/** What is asked for is answered, and streams are ended, within a moment; nothing waits longer. */
const stopWithinMs = 20_000;

const variables = configure();
const address = addressOf(variables);
try {
  makeDataFolder(variables.DATA_DIR);
  await prepareSources(say);
  await prepareDatabase(variables.DATA_DIR, variables, say);
  await buildIfNeeded(variables, say);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
const { args, variables: own } = appCommand('production', address, variables);
const server = spawnAttached(args, own, 'inherit');
say(`Cutroom answers at ${localUrl(address)} as soon as /api/ready says so`);

let isStopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    server.kill('SIGTERM');
    setTimeout(() => server.kill('SIGKILL'), stopWithinMs);
  });
}
const [code] = await once(server, 'exit');
process.exit(isStopping ? 0 : (code ?? 1));
