// Proves that test reports are counted, also when the runner failed before any test did.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPlaywrightReport, readVitestReport } from './test-reports.ts';

let file: string;
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'cutroom-report-')), 'report.json');
});
afterEach(() => rmSync(join(file, '..'), { recursive: true }));

const vitest = { numPassedTests: 9, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 };
const playwright = { expected: 5, unexpected: 1, flaky: 1, skipped: 3 };

test('Vitest: pending and to-do tests are skipped ones', () => {
  write(vitest);
  expect(readVitestReport(file, 1)).toEqual({ passed: 9, failed: 2, skipped: 2 });
});

test('Vitest: a bad exit without a failed test is a failure', () => {
  write({ ...vitest, numFailedTests: 0 });
  expect(readVitestReport(file, 1).failed).toBe(1);
  expect(readVitestReport(file, 0).failed).toBe(0);
});

test('Playwright: a flaky test has passed in the end', () => {
  write({ stats: playwright });
  expect(readPlaywrightReport(file, 1)).toEqual({ passed: 6, failed: 1, skipped: 3 });
});

test('Playwright: a bad exit without a failed test is a failure', () => {
  write({ stats: { ...playwright, unexpected: 0 } });
  expect(readPlaywrightReport(file, 1).failed).toBe(1);
});

test('a report that was never written is no success', () => {
  expect(() => readVitestReport(file, 0)).toThrow(/ENOENT/);
});

function write(report: object): void {
  writeFileSync(file, JSON.stringify(report));
}
