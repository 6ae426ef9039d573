// Generates the sources that are not committed: the Prisma client.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { takeFileLock } from '#lib/embedded/processes/file-lock.ts';
import { fingerprint, isNoted, note } from './fingerprint.ts';
import { cacheFolder, inProject, projectFolder, tools } from './project.ts';
import { runToolOrThrow } from './run-tool.ts';

const generatedClient = inProject('lib/db/generated/client.ts');
const noteFile = join(cacheFolder, 'prisma-client');

const quietPrisma = {
  // Prisma wants to download an engine that generating does not need. A file that is no program
  // makes a command that does need it fail loudly.
  PRISMA_SCHEMA_ENGINE_BINARY: './package.json',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  CHECKPOINT_DISABLE: '1',
};

/** Makes lib/db/generated when it is missing or older than the schema. Needs no network. */
export async function prepareSources(tell: (message: string) => void): Promise<void> {
  if (!existsSync(inProject('prisma/schema.prisma'))) return;
  const lock = await takeFileLock(join(cacheFolder, 'prepare.lock'), 120);
  try {
    const current = fingerprint({
      root: projectFolder,
      paths: ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json'],
    });
    if (existsSync(generatedClient) && isNoted(noteFile, current)) return;
    tell('Generating the database client');
    await runToolOrThrow('prisma generate', [tools.prisma, 'generate'], quietPrisma);
    note(noteFile, current);
  } finally {
    lock.release();
  }
}
