// Telling a bucket what browsers may do and when unfinished uploads end, and reading back what it took.
import 'server-only';
import {
  type CORSRule,
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { createR2Client, type R2Options } from './r2-client.ts';
import { toStorageError, wasRefused } from './r2-errors.ts';

export type Setting = 'cors' | 'lifecycle';

export type SettingOutcome = {
  setting: Setting;
  /** `refused`: the endpoint said no. `lost`: it said yes, but does not say so when it is asked. */
  state: 'set' | 'already' | 'refused' | 'lost';
  /** How many rules of others were there, and stay. */
  othersKept: number;
  /** What the endpoint answered when it refused: `AccessDenied: …`. */
  reason?: string;
};

/** By it our rules are found again; rules of others are left as they are. */
const ruleId = 'cutroom';
const abortAfterDays = 1;

/** What browsers send to a bucket and read from it. */
export function corsRuleFor(origins: readonly string[]) {
  return {
    AllowedOrigins: [...origins],
    AllowedMethods: ['GET', 'HEAD', 'PUT'],
    AllowedHeaders: ['content-type', 'content-md5', 'range'],
    ExposeHeaders: ['ETag', 'Content-Length', 'Content-Range'],
    MaxAgeSeconds: 3600,
  } satisfies CORSRule;
}

const lifecycleRule = {
  ID: ruleId,
  Status: 'Enabled',
  Filter: { Prefix: '' },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: abortAfterDays },
} satisfies LifecycleRule;

/**
 * Adds our rules to those of the bucket: its CORS policy lets pages of `origins` upload and read, its
 * lifecycle aborts unfinished multipart uploads after a day. Each is read back. What the endpoint does
 * not know or may not be told comes back as `refused`. Throws `storage_unavailable` when it does not answer.
 */
export async function setUpBucket(
  options: Pick<R2Options, 'endpoint' | 'accessKeyId' | 'secretAccessKey' | 'bucket'>,
  { origins }: { origins: readonly string[] },
): Promise<SettingOutcome[]> {
  const client = createR2Client(options);
  const { bucket } = options;
  const own = { ID: ruleId, ...corsRuleFor(origins) };
  try {
    return [
      await tell<CORSRule>('cors', own, corsOf(client, bucket)),
      await tell<LifecycleRule>('lifecycle', lifecycleRule, lifecycleOf(client, bucket)),
    ];
  } finally {
    client.destroy();
  }
}

/** One setting of a bucket: all its rules. */
type Rules<Rule> = { read(): Promise<Rule[]>; write(rules: Rule[]): Promise<unknown> };

async function tell<Rule extends { ID?: string | undefined }>(
  setting: Setting,
  own: Rule,
  { read, write }: Rules<Rule>,
): Promise<SettingOutcome> {
  let othersKept = 0;
  try {
    const before = await read();
    // A store may drop the name of a rule: then it is known by what it says.
    const others = before.filter((rule) => rule.ID !== ruleId && !saysAll(rule, own));
    othersKept = others.length;
    const isThere = (rules: Rule[]) => rules.some((rule) => saysAll(rule, own));
    if (isThere(before)) return { setting, state: 'already', othersKept };
    await write([...others, own]);
    return { setting, state: isThere(await read()) ? 'set' : 'lost', othersKept };
  } catch (error) {
    // 501 says that it does not know the operation: that is an answer, too.
    const isUnknown = error instanceof Error && error.name === 'NotImplemented';
    if (!wasRefused(error) && !isUnknown) throw toStorageError(error);
    const reason = `${error.name}: ${error.message}`;
    return { setting, state: 'refused', othersKept, reason };
  }
}

function corsOf(client: S3Client, Bucket: string): Rules<CORSRule> {
  return {
    read: () =>
      orNone('NoSuchCORSConfiguration', async () => {
        const { CORSRules = [] } = await client.send(new GetBucketCorsCommand({ Bucket }));
        return CORSRules;
      }),
    write: (CORSRules) =>
      client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } })),
  };
}

function lifecycleOf(client: S3Client, Bucket: string): Rules<LifecycleRule> {
  return {
    read: () =>
      orNone('NoSuchLifecycleConfiguration', async () => {
        const command = new GetBucketLifecycleConfigurationCommand({ Bucket });
        const { Rules = [] } = await client.send(command);
        return Rules;
      }),
    write: (Rules) =>
      client.send(
        new PutBucketLifecycleConfigurationCommand({
          Bucket,
          LifecycleConfiguration: { Rules },
        }),
      ),
  };
}

async function orNone<Rule>(name: string, read: () => Promise<Rule[]>): Promise<Rule[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && error.name === name) return [];
    throw error;
  }
}

/** Whether a rule that was read says everything ours does, whatever the case of headers and the order. */
function saysAll(rule: object, own: object): boolean {
  return Object.entries(own).every(
    ([name, value]) => name === 'ID' || name === 'Filter' || isSame(Reflect.get(rule, name), value),
  );
}

function isSame(found: unknown, wanted: unknown): boolean {
  const normal = (value: unknown) =>
    Array.isArray(value) ? value.map((text) => String(text).toLowerCase()).sort() : value;
  return JSON.stringify(normal(found)) === JSON.stringify(normal(wanted));
}
