// npm run check: everything that needs no browser.
import { checkSteps } from './check-steps.ts';
import { reportAndExit } from './report.ts';

await reportAndExit(checkSteps);
