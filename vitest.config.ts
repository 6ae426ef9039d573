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
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
