// Where things of this project are.
import { join } from 'node:path';

export const projectFolder = join(import.meta.dirname, '../..');

/** A path inside the project. */
export const inProject = (...parts: string[]) => join(projectFolder, ...parts);

/** Notes of the start scripts about what they did, thrown away with node_modules. */
export const cacheFolder = inProject('node_modules', '.cache', 'cutroom');

export const migrationsFolder = inProject('prisma', 'migrations');

export const tools = {
  next: 'node_modules/next/dist/bin/next',
  prisma: 'node_modules/prisma/build/index.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/playwright/cli.js',
  biome: 'node_modules/@biomejs/biome/bin/biome',
  tsc: 'node_modules/typescript/bin/tsc',
  knip: 'node_modules/knip/bin/knip.js',
  depcruise: 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
};
