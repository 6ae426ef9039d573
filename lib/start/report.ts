// Runs steps in the terminal and ends the process as they went.
import { allPassed, runSteps, summary } from './run-steps.ts';
import type { Step } from './step.ts';

/** Exit code 0 when nothing failed; the last line printed has the sums alone. */
export async function reportAndExit(steps: Step[]): Promise<never> {
  const print = (text: string) => console.log(text);
  const results = await runSteps(steps, print);
  print('\n── summary');
  for (const line of summary(results)) print(line);
  process.exit(allPassed(results) ? 0 : 1);
}
