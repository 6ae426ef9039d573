// What the functions rely on and the main job, with the event server that INNGEST_BASE_URL names.
import { describeInngest } from './inngest-contract.ts';
import { describeMainJob } from './main-job-contract.ts';

const given = (name: string) => process.env[name] ?? '';
const settings = {
  INNGEST_BASE_URL: given('INNGEST_BASE_URL'),
  INNGEST_EVENT_KEY: given('INNGEST_EVENT_KEY'),
  INNGEST_SIGNING_KEY: given('INNGEST_SIGNING_KEY'),
  ...(given('INNGEST_DEV') && { INNGEST_DEV: given('INNGEST_DEV') }),
};
const name = `the server at ${settings.INNGEST_BASE_URL}`;
const isDev = !['', '0'].includes(given('INNGEST_DEV'));

describeInngest(
  name,
  async () => ({
    ...{ baseUrl: settings.INNGEST_BASE_URL, isDev },
    ...{ eventKey: settings.INNGEST_EVENT_KEY, signingKey: settings.INNGEST_SIGNING_KEY },
  }),
  {
    ...{ withKeys: !isDev, withSchedules: true },
    longStepMinutes: Number(given('INNGEST_LONG_STEP_MINUTES') || 0),
  },
);
describeMainJob(
  `the main job with ${name}`,
  async () => settings,
  async () => undefined,
);
