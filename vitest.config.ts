import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // `server-only` resolves to an empty module under this condition, as it does in Next's server graph.
  resolve: { conditions: ['react-server'] },
  ssr: {
    resolve: { conditions: ['react-server', 'node'], externalConditions: ['react-server', 'node'] },
  },
  test: {
    include: ['{app,components,lib,inngest,prisma}/**/*.test.{ts,tsx}'],
    globalSetup: ['lib/testing/global-setup.ts'],
    // Vitest leaves one core free, which is half of a small machine, while half of the tests wait for a
    // database, a store or another process anyhow.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
