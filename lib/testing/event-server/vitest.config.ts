// Runs the suites of the event server on demand against the one INNGEST_BASE_URL names: npm run test:inngest
import { defineConfig } from 'vitest/config';
import usual from '../../../vitest.config.ts';

export default defineConfig({
  ...usual,
  test: { ...usual.test, include: ['lib/testing/event-server/on-named-server.ts'] },
});
