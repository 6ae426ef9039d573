// Finds a Chromium for the browser tests, installing one when there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';
import { tools } from './project.ts';
import { runTool } from './run-tool.ts';

const namesOnPath = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'chrome',
];

const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** The program to start; throws saying what to install when none can be had. */
export async function findBrowser(tell: (message: string) => void): Promise<string> {
  const found = installedBrowser();
  if (found) return found;
  await install(tell);
  const installed = installedBrowser();
  if (installed) return installed;
  throw new Error(
    'No browser for the browser tests: install Chrome or Chromium, or run "npx playwright install chromium".',
  );
}

function installedBrowser(): string | undefined {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => namesOnPath.map((name) => join(folder, name)));
  return [chromium.executablePath(), ...onPath, ...usualPlaces].find((path) => existsSync(path));
}

async function install(tell: (message: string) => void): Promise<void> {
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    tell('Installing Chromium with apt-get');
    if (installWithApt()) return;
  }
  tell("Downloading Playwright's Chromium");
  await runTool([tools.playwright, 'install', 'chromium'], {}, (text) =>
    process.stdout.write(text),
  );
}

function installWithApt(): boolean {
  const options = {
    stdio: 'inherit' as const,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update', '-qq'], options);
  const args = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
  return spawnSync('apt-get', args, options).status === 0;
}
