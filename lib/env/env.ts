// The only place that reads the environment of the app: parsed once, loudly.
import 'server-only';
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { type Purpose, purposes } from '../shared/upload-policy.ts';

const flag = z
  .enum(['0', '1', 'true', 'false'])
  .transform((value) => value === '1' || value === 'true');

/** `film.video=2000,media.image=25`: MiB per purpose. */
const megabytesPerPurpose = z
  .string()
  .transform((text, context) => {
    const limits: Partial<Record<Purpose, number>> = {};
    for (const entry of text.split(',').filter((part) => part.trim() !== '')) {
      const [purpose = '', size = ''] = entry.split('=').map((part) => part.trim());
      const megabytes = Number(size);
      if (!purposes.some((known) => known === purpose) || !(megabytes > 0)) {
        context.addIssue(`"${entry}" is not <purpose>=<MiB>; purposes: ${purposes.join(', ')}`);
        return z.NEVER;
      }
      limits[purpose as Purpose] = megabytes;
    }
    return limits;
  })
  .default({});

/** `https://a.example,https://b.example` */
const addresses = z.string().transform((text, context) => {
  const list = text.split(',').map((address) => address.trim());
  const wrong = list.find((address) => !z.url({ protocol: /^https?$/ }).safeParse(address).success);
  if (wrong === undefined) return list;
  context.addIssue(`"${wrong}" is not an http(s) address`);
  return z.NEVER;
});

/** `7 * * * *`: five fields, as every event server takes them. */
const cron = z.string().regex(/^[\d*/,-]+( [\d*/,-]+){4}$/, 'not five fields of a cron schedule');

/** `Europe/Paris`: a name, as event servers know no offsets. */
const timeZone = z.string().refine((name) => {
  try {
    return /^[A-Z]/i.test(name) && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}, 'not the name of a time zone, such as Europe/Paris');

const envSchema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** The same database without a pooler that takes sessions apart: for LISTEN, and for migrations. */
  DATABASE_DIRECT_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  R2_ENDPOINT: z.url({ protocol: /^https?$/ }),
  /** The same store as browsers reach it: R2_ENDPOINT unless told; several for more connections. */
  R2_BROWSER_ENDPOINTS: addresses.optional(),
  R2_ACCESS_KEY_ID: z.string().min(1),
  R2_SECRET_ACCESS_KEY: z.string().min(1),
  R2_BUCKET: z.string().regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'not a bucket name'),
  R2_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  INNGEST_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  INNGEST_EVENT_KEY: z.string().min(1),
  INNGEST_SIGNING_KEY: z.string().min(1),
  INNGEST_DEV: z.string().optional(),
  /** Where a worker says whether it is well, on 127.0.0.1. */
  WORKER_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  /** More than cores, so that films, which take minutes a step, do not hold up every picture. */
  WORKER_STEPS_AT_ONCE: z.coerce
    .number()
    .int()
    .positive()
    .default(() => 2 * availableParallelism()),
  /** How long a worker that is to end may finish what it works on. */
  WORKER_DRAIN_SECONDS: z.coerce.number().nonnegative().default(120),
  NEXTAUTH_SECRET: z.string().min(32, 'at least 32 characters'),
  /** The address people use, when it differs from what the server sees (proxies, e-mails). */
  APP_URL: z.url({ protocol: /^https?$/ }).optional(),
  AUTH_TRUST_HOST: flag.default(true),
  UPLOAD_URL_TTL_SECONDS: z.coerce.number().int().min(60).max(604_800).default(3600),
  UPLOAD_MAX_MB: megabytesPerPurpose,
  /** Per person: uploads open at once, GiB they announce together, requests a minute. */
  UPLOAD_MAX_OPEN: z.coerce.number().int().positive().default(1000),
  UPLOAD_MAX_OPEN_GB: z.coerce.number().positive().default(200),
  UPLOAD_SERVED_AT_ONCE: z.coerce.number().int().positive().default(16),
  UPLOAD_REQUESTS_PER_MINUTE: z.coerce.number().int().positive().default(3000),
  /** Requests a minute of one token, of one person, from one address; 0: not counted. */
  RATE_TOKEN_PER_MINUTE: z.coerce.number().int().nonnegative().default(3000),
  RATE_PERSON_PER_MINUTE: z.coerce.number().int().nonnegative().default(6000),
  RATE_ADDRESS_PER_MINUTE: z.coerce.number().int().nonnegative().default(12_000),
  /** Which day and hour it is in the schedules. */
  TZ: timeZone.default('UTC'),
  /** When what fell silent is looked for; when is swept; when is swept what may wait for a night. */
  RECONCILE_CRON: cron.default('*/5 * * * *'),
  SWEEP_CRON: cron.default('7 * * * *'),
  SWEEP_DAILY_CRON: cron.default('0 2 * * *'),
  /** After how much silence an upload is looked at, or a processing run begins again. */
  UPLOAD_SILENT_MINUTES: z.coerce.number().positive().default(10),
  PROCESSING_SILENT_MINUTES: z.coerce.number().positive().default(30),
  /** How long what nobody wants any more is kept. */
  ABANDONED_AFTER_HOURS: z.coerce.number().positive().default(24),
  MULTIPART_IDLE_HOURS: z.coerce.number().positive().default(24),
  UNNAMED_AFTER_HOURS: z.coerce.number().positive().default(24),
  FAILED_KEPT_DAYS: z.coerce.number().positive().default(7),
  DRAFT_KEPT_DAYS: z.coerce.number().positive().default(14),
  HISTORY_KEPT_DAYS: z.coerce.number().positive().default(3),
  /** What the audit does not judge yet, and how long it waits before it puts right what it found. */
  AUDIT_GRACE_HOURS: z.coerce.number().nonnegative().default(24),
  FFMPEG_PATH: z.string().optional(),
  FFPROBE_PATH: z.string().optional(),
  VIDEO_PRESET: z
    .enum(['ultrafast', 'superfast', 'veryfast', 'faster', 'fast', 'medium', 'slow'])
    .default('veryfast'),
  VIDEO_CRF: z.coerce.number().int().min(16).max(35).default(23),
  /** Longer ones are encoded in chunks, where that is exact; 0: none. */
  VIDEO_SPLIT_MINUTES: z.coerce.number().nonnegative().default(10),
  /** Steps of one person's videos at work at once, on all workers together; one more in all. */
  VIDEO_STEPS_AT_ONCE: z.coerce.number().int().positive().default(2),
  IMAGE_AVIF: z
    .enum(['on', 'off'])
    .default('off')
    .transform((value) => value === 'on'),
  /** What the pictures being decoded may take together; a share of the machine unless told. */
  IMAGE_MEMORY_MB: z.coerce.number().positive().optional(),
  MEDIA_TMP_DIR: z.string().optional(),
  /** Less than the two hours an event server gives a step, so that the step can say what happened. */
  MEDIA_TIMEOUT_MINUTES: z.coerce.number().positive().max(720).default(100),
  /** Whether webhooks may go to http and to this network: for trying them out. */
  WEBHOOKS_ALLOW_PRIVATE: flag.default(false),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});
export type Env = z.output<typeof envSchema> & { R2_BROWSER_ENDPOINTS: string[] };

/**
 * Reads and checks a whole environment; an empty value counts as not set.
 * Throws one error whose message names every variable that is missing or wrong.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = envSchema.safeParse(given);
  if (parsed.success) {
    const { R2_ENDPOINT, R2_BROWSER_ENDPOINTS = [R2_ENDPOINT] } = parsed.data;
    return { ...parsed.data, R2_BROWSER_ENDPOINTS };
  }
  const lines = parsed.error.issues.map((issue) => {
    const name = issue.path.join('.');
    return given[name] === undefined ? `  ${name}: not set` : `  ${name}: ${issue.message}`;
  });
  throw new Error(`The configuration is not complete:\n${lines.join('\n')}`);
}

let parsedEnv: Env | undefined;

/** The environment of this process. Parsed on first use, so that building needs none of it. */
export function env(): Env {
  parsedEnv ??= parseEnv(process.env);
  return parsedEnv;
}

/** Whether this is `next dev`, which needs more than a built app: eval, hot reload. */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV === 'development';
}
