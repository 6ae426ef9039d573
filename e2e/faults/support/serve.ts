// Starts the app for the fault tests, where browsers find the store behind a proxy, and says how it runs.
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { Supervisor } from '#lib/embedded/supervisor/supervisor.ts';
import { runApp } from '#lib/start/run-app.ts';
import { proxiedStore, type StagedApp } from '#lib/testing/fault-stage/fault-stage.ts';
import { people } from '../../support/people.ts';
import { controlPort, folder, ports } from './addresses.ts';

let supervisor: Supervisor | undefined;

process.on('SIGTERM', async () => {
  await supervisor?.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});

const { url, dataFolder, variables } = await runApp({
  mode: 'production',
  command: 'the fault tests',
  tell: () => {},
  overrides: {
    DATA_DIR: join(folder, 'data'),
    PORT: process.env.FAULTS_APP_PORT ?? '',
    SEED_EDITOR_EMAIL: people.editor.email,
    SEED_EDITOR_PASSWORD: people.editor.password,
    ...proxiedStore(ports),
  },
  onSupervisor: (started) => {
    supervisor = started;
  },
});
const staged: StagedApp = { url, dataFolder, variables };
createServer((_request, response) => response.end(JSON.stringify(staged))).listen(
  controlPort,
  '127.0.0.1',
);
