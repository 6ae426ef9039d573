// npm test: all checks, the build, and the browser tests.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfNeeded } from './build.ts';
import { checkSteps } from './check-steps.ts';
import { findBrowser } from './find-browser.ts';
import { givenVariables } from './given-variables.ts';
import { cacheFolder, tools } from './project.ts';
import { reportAndExit } from './report.ts';
import { runTool } from './run-tool.ts';
import { type Outcome, passed, type Step, skipped } from './step.ts';
import { readPlaywrightReport } from './test-reports.ts';

const print = (message: string) => console.log(message);
let isBuilt = false;
let browser: string | undefined;

const browserSteps: Step[] = [
  { name: 'build', run: build },
  { name: 'browser', run: getBrowser },
  { name: 'browser tests', run: () => runPlaywright('e2e/playwright.config.ts') },
  { name: 'fault tests', run: () => runPlaywright('e2e/faults/playwright.config.ts') },
];

await reportAndExit([...checkSteps, ...browserSteps]);

async function build(): Promise<Outcome> {
  await buildIfNeeded(givenVariables(), print);
  isBuilt = true;
  return passed;
}

async function getBrowser(): Promise<Outcome> {
  browser = await findBrowser(print);
  print(`Using ${browser}`);
  return passed;
}

async function runPlaywright(config: string): Promise<Outcome> {
  if (!isBuilt) return skipped('Not run: there is no build.');
  if (!browser) return skipped('Not run: there is no browser.');
  const report = join(cacheFolder, 'playwright.json');
  mkdirSync(cacheFolder, { recursive: true });
  rmSync(report, { force: true });
  const { exitCode } = await runTool(
    // Tests look at the store and the database through our own server modules.
    [
      '--conditions=react-server',
      ...[tools.playwright, 'test', '-c', config, '--reporter=list,json'],
    ],
    { E2E_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    (text) => process.stdout.write(text),
  );
  return readPlaywrightReport(report, exitCode);
}
