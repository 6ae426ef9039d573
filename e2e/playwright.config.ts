import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'playwright/test';
import { freePort } from '#lib/embedded/processes/free-port.ts';

// This file is read again by every worker: what is chosen once is handed on by the environment.
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_FOLDER ??= mkdtempSync(join(tmpdir(), 'cutroom-e2e-'));
// Postgres runs as another user where we are root, and has to pass through.
chmodSync(process.env.E2E_FOLDER, 0o711);
const address = `http://127.0.0.1:${process.env.E2E_PORT}`;

export default defineConfig({
  testDir: '.',
  // They have a configuration of their own.
  testIgnore: 'faults/**',
  outputDir: '../test-results',
  // Encoding keeps both cores of a small machine busy; a second worker would only make it wait.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  // What passes only then is listed as flaky: a fault to mend, but none that holds everybody up.
  retries: 1,
  use: {
    baseURL: address,
    locale: 'en-GB',
    timezoneId: 'UTC',
    // A toast half faded is neither readable nor gone: what axe sees must not depend on the moment.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    // Recording costs more than the test itself where pages are drawn without a graphics card.
    trace: 'on-first-retry',
    launchOptions: {
      ...(process.env.E2E_BROWSER ? { executablePath: process.env.E2E_BROWSER } : {}),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
  webServer: {
    command: 'node --conditions=react-server e2e/support/serve.ts',
    cwd: '..',
    url: `${address}/api/health`,
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
});
