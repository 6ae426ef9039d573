// The steps that need no browser: format, lint, floors, types, dead code, messages, tests.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { messageComplaints } from './check-messages.ts';
import { modulesNotServerOnly } from './check-server-only.ts';
import { prepareSources } from './prepare-sources.ts';
import { cacheFolder, inProject, tools } from './project.ts';
import { runTool, runToolOrThrow } from './run-tool.ts';
import { failed, type Outcome, passed, type Step } from './step.ts';
import { readVitestReport } from './test-reports.ts';

const linted = ['app', 'components', 'inngest', 'lib'];

/** In the order of how fast they fail. */
export const checkSteps: Step[] = [
  { name: 'generated sources', run: generate },
  {
    name: 'format and lint',
    run: () => tool([tools.biome, 'ci', '--error-on-warnings', '--colors=off']),
  },
  {
    name: 'floors, owners, cycles',
    run: () => tool([tools.depcruise, '--config', '.dependency-cruiser.mjs', ...linted]),
  },
  {
    name: 'server-only modules',
    run: async () =>
      verdict(modulesNotServerOnly(inProject('lib')).map((path) => `lib/${path}: not marked`)),
  },
  {
    name: 'messages in every language',
    run: async () => verdict(messageComplaints(inProject('lib/shared/messages'))),
  },
  { name: 'types', run: checkTypes },
  { name: 'dead code', run: () => tool([tools.knip]) },
  { name: 'unit and integration tests', run: runVitest },
];

async function generate(): Promise<Outcome> {
  await prepareSources(() => {});
  return passed;
}

async function checkTypes(): Promise<Outcome> {
  // Next's own declarations are not committed.
  await runToolOrThrow('next typegen', [tools.next, 'typegen']);
  return tool([tools.tsc, '--noEmit']);
}

async function runVitest(): Promise<Outcome> {
  const report = join(cacheFolder, 'vitest.json');
  mkdirSync(cacheFolder, { recursive: true });
  rmSync(report, { force: true });
  const { exitCode } = await runTool(
    [tools.vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    {},
    (text) => process.stdout.write(text),
  );
  return readVitestReport(report, exitCode);
}

async function tool(args: string[]): Promise<Outcome> {
  const { exitCode, output } = await runTool(args);
  return exitCode === 0 ? passed : failed(output);
}

function verdict(complaints: string[]): Outcome {
  return complaints.length === 0 ? passed : failed(complaints.join('\n'));
}
