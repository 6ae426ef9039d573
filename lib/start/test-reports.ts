// Reads the JSON reports of Vitest and Playwright.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Counts } from './step.ts';

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});

const playwrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** Counts of a Vitest run; a file that could not even be loaded is one failure. */
export function readVitestReport(file: string, exitCode: number): Counts {
  const report = vitestReport.parse(JSON.parse(readFileSync(file, 'utf8')));
  return orOneFailure(exitCode, {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  });
}

/** Counts of a Playwright run; a test that passed on a second try has passed. */
export function readPlaywrightReport(file: string, exitCode: number): Counts {
  const { stats } = playwrightReport.parse(JSON.parse(readFileSync(file, 'utf8')));
  return orOneFailure(exitCode, {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  });
}

/** A runner that failed without a failing test must not look green. */
function orOneFailure(exitCode: number, counts: Counts): Counts {
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
