// Starts the whole app for the browser tests, in a folder of their own, and makes their sample files.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Supervisor } from '#lib/embedded/supervisor/supervisor.ts';
import { runApp } from '#lib/start/run-app.ts';
import { makeSampleFiles } from './make-sample-files.ts';
import { people } from './people.ts';

const folder = process.env.E2E_FOLDER ?? '';
let supervisor: Supervisor | undefined;

process.on('SIGTERM', async () => {
  await supervisor?.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});

await makeSampleFiles(join(folder, 'files'));
await runApp({
  mode: 'production',
  command: 'the browser tests',
  tell: () => {},
  overrides: {
    DATA_DIR: join(folder, 'data'),
    PORT: process.env.E2E_PORT ?? '',
    // Most of what a small machine does in these tests is to encode; how well is asked elsewhere.
    VIDEO_PRESET: 'ultrafast',
    // Receivers of webhooks listen on this machine.
    WEBHOOKS_ALLOW_PRIVATE: '1',
    SEED_ADMIN_EMAIL: people.admin.email,
    SEED_ADMIN_PASSWORD: people.admin.password,
    SEED_EDITOR_EMAIL: people.editor.email,
    SEED_EDITOR_PASSWORD: people.editor.password,
  },
  onSupervisor: (started) => {
    supervisor = started;
  },
});
