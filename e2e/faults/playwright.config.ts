import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'playwright/test';
import { lastingFreePort } from '#lib/embedded/processes/free-port.ts';
import usual from '../playwright.config.ts';

// This file is read again by every worker: what is chosen once is handed on by the environment.
process.env.FAULTS_FOLDER ??= mkdtempSync(join(tmpdir(), 'cutroom-faults-'));
// Postgres runs as another user where we are root, and has to pass through.
chmodSync(process.env.FAULTS_FOLDER, 0o711);
for (const name of ['APP', 'APP_PROXY', 'STORE_PROXY', 'CONTROL']) {
  process.env[`FAULTS_${name}_PORT`] ??= String(await lastingFreePort());
}

export default defineConfig({
  ...usual,
  testDir: '.',
  testIgnore: [],
  outputDir: '../../test-results/faults',
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    ...usual.use,
    baseURL: `http://127.0.0.1:${process.env.FAULTS_APP_PROXY_PORT}`,
    // It would keep a copy of every byte that is sent.
    trace: 'off',
  },
  webServer: {
    command: 'node --conditions=react-server e2e/faults/support/serve.ts',
    cwd: '../..',
    url: `http://127.0.0.1:${process.env.FAULTS_CONTROL_PORT}`,
    timeout: 180_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
});
