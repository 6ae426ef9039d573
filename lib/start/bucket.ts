// npm run bucket:setup: tells the bucket what browsers may do and when unfinished uploads end.
import { parseArgs } from 'node:util';
import { env } from '#lib/env/env.ts';
import { type SettingOutcome, setUpBucket } from '#lib/storage/bucket-setup.ts';
import { byHand, describeOutcome } from './bucket/describe-settings.ts';
import { originsOf } from './bucket/origins.ts';
import { givenVariables } from './given-variables.ts';
import { withServices } from './with-services.ts';

const usage = 'Usage: npm run bucket:setup [-- --origin https://studio.example.com …]';

const asked = readOrigins();

await withServices('npm run bucket:setup', ['store'], async () => {
  const { R2_ENDPOINT: endpoint, R2_BUCKET: bucket } = env();
  const origins = originsOf(givenVariables(), asked);
  console.log(`\nBucket ${bucket} at ${endpoint}, pages at ${origins.join(', ')}\n`);
  const access = {
    ...{ endpoint, bucket, accessKeyId: env().R2_ACCESS_KEY_ID },
    secretAccessKey: env().R2_SECRET_ACCESS_KEY,
  };
  const outcomes = await setUpBucket(access, { origins });
  for (const outcome of outcomes) console.log(describeOutcome(outcome));
  const open = outcomes.filter(isOpen);
  for (const { setting } of open) console.log(`\n${byHand(setting, origins)}`);
  return open.length === 0 ? 0 : 1;
});

function isOpen({ state }: SettingOutcome): boolean {
  return state === 'refused' || state === 'lost';
}

function readOrigins(): string[] {
  try {
    const { values } = parseArgs({ options: { origin: { type: 'string', multiple: true } } });
    return (values.origin ?? []).map((address) => new URL(address).origin);
  } catch {
    console.error(usage);
    process.exit(2);
  }
}
