// Builds the app, unless it was built from exactly these sources before.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { takeFileLock } from '#lib/embedded/processes/file-lock.ts';
import { fingerprint, isNoted, note } from './fingerprint.ts';
import { cacheFolder, inProject, projectFolder, tools } from './project.ts';
import { runToolOrThrow } from './run-tool.ts';

// Inside .next, so that removing the build removes the note about it.
const noteFile = inProject('.next', 'built-from');

// All else in the project folder may end up in the build.
const notBuilt = new Set([
  ...['node_modules', 'e2e', 'docs', 'deploy', 'test-results', 'playwright-report', 'coverage'],
  ...['next-env.d.ts', 'vitest.config.ts', 'biome.json', 'knip.json'],
  ...['lib/start', 'lib/testing', 'lib/embedded', 'lib/db/generated', 'prisma/migrations'],
]);

/** Resolves once `.next` holds a build of the sources as they are. */
export async function buildIfNeeded(
  variables: Record<string, string>,
  tell: (message: string) => void,
): Promise<void> {
  const lock = await takeFileLock(join(cacheFolder, 'build.lock'), 600);
  try {
    const current = sourcesFingerprint(variables);
    if (existsSync(inProject('.next', 'BUILD_ID')) && isNoted(noteFile, current)) return;
    tell('Building (about a minute; the next start skips it)');
    const startedAt = performance.now();
    await runToolOrThrow('next build', [tools.next, 'build'], buildVariables);
    note(noteFile, current);
    tell(`Built in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  } finally {
    lock.release();
  }
}

export const buildVariables = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };

/** What the build depends on: sources, lockfile, Node, and the variables Next writes into it. */
function sourcesFingerprint(variables: Record<string, string>): string {
  const builtIn = Object.entries(variables)
    .filter(([name]) => name.startsWith('NEXT_'))
    .map((entry) => entry.join('='))
    .sort();
  return fingerprint({
    root: projectFolder,
    paths: readdirSync(projectFolder).sort(),
    skip: isNotBuilt,
    extra: [process.version, process.platform, ...builtIn],
  });
}

function isNotBuilt(path: string): boolean {
  return notBuilt.has(path) || path.startsWith('.') || /\.(test\.tsx?|tsbuildinfo|md)$/.test(path);
}
