// Runs the storage contract on demand against miniflare; needs the npm registry.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['react-server'] },
  ssr: {
    resolve: { conditions: ['react-server', 'node'], externalConditions: ['react-server', 'node'] },
  },
  test: {
    include: ['lib/storage/test-on-miniflare.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
