// Proves that steps go on after a failure and that the last line has the sums.
import { expect, test } from 'vitest';
import { allPassed, runSteps, summary } from './run-steps.ts';
import { failed, passed, type Step, skipped } from './step.ts';

const throwing = async () => {
  throw new Error('the machine is on fire');
};
const steps: Step[] = [
  { name: 'lint', run: async () => failed('line 3 is too long') },
  { name: 'types', run: throwing },
  { name: 'tests', run: async () => ({ passed: 40, failed: 0, skipped: 2 }) },
  { name: 'e2e', run: async () => skipped('no build') },
];

test('a failing or throwing step does not keep the others from running', async () => {
  const printed: string[] = [];
  const results = await runSteps(steps, (text) => printed.push(text));
  expect(results.map(({ name }) => name)).toEqual(['lint', 'types', 'tests', 'e2e']);
  expect(printed).toContain('line 3 is too long');
  expect(printed).toContain('the machine is on fire');
  expect(allPassed(results)).toBe(false);
  expect(summary(results).at(-1)).toBe('40 passed, 2 failed, 3 skipped');
});

test('all is well when nothing failed', async () => {
  const results = await runSteps([{ name: 'types', run: async () => passed }], () => {});
  expect(allPassed(results)).toBe(true);
  expect(summary(results).at(-1)).toBe('1 passed, 0 failed, 0 skipped');
});
