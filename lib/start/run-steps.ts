// Runs steps one after the other, through failures, and sums up.
import type { Counts, Outcome, Step, StepResult } from './step.ts';
import { failed } from './step.ts';

/** Runs all steps, printing each as it ends. */
export async function runSteps(
  steps: Step[],
  print: (text: string) => void,
): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const step of steps) {
    print(`\n── ${step.name}`);
    const startedAt = performance.now();
    const outcome = await runOne(step);
    const result = { ...outcome, name: step.name, seconds: (performance.now() - startedAt) / 1000 };
    results.push(result);
    if (outcome.details) print(outcome.details.trimEnd());
    print(lineFor(result));
  }
  return results;
}

/** All lines of the summary; the last one has the sums and nothing else. */
export function summary(results: StepResult[]): string[] {
  const total = (count: keyof Counts) => results.reduce((sum, result) => sum + result[count], 0);
  return [
    ...results.map(lineFor),
    '',
    `${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`,
  ];
}

/** Whether everything that was tried went well. */
export const allPassed = (results: StepResult[]) =>
  results.every(({ failed: count }) => count === 0);

async function runOne(step: Step): Promise<Outcome> {
  try {
    return await step.run();
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

function lineFor(result: StepResult): string {
  const mark = result.failed > 0 ? 'FAILED' : result.passed > 0 ? 'ok' : 'skipped';
  const counts = `${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`;
  return `${mark.padEnd(8)}${result.name.padEnd(32)}${result.seconds.toFixed(1).padStart(7)} s   ${counts}`;
}
