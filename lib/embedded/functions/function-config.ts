// A function's configuration: what is supported, and by name what is refused.
import { z } from 'zod';
import { cronProblem } from './cron.ts';
import { durationMs } from './durations.ts';
import { expressionProblem } from './expressions.ts';

/** Steps of a run, and bytes of one step's output, at which the real server stops too. */
export const stepLimit = 1000;
export const stepOutputLimitBytes = 4 * 1024 * 1024;

/** Retries when a function does not say (the server's default). */
const defaultRetries = 4;

const expression = z.string().superRefine((text, context) => {
  const problem = expressionProblem(text);
  if (problem) context.addIssue(`"${text}" is not a usable expression: ${problem}`);
});
const duration = z.string().refine((text) => (durationMs(text) ?? 0) > 0, 'not a duration');
const moment = z
  .string()
  .refine(
    (text) => durationMs(text) !== undefined || !Number.isNaN(Date.parse(text)),
    'not a time',
  );
const cron = z.string().superRefine((text, context) => {
  const problem = cronProblem(text);
  if (problem) context.addIssue(`"${text}" is not a schedule: ${problem}`);
});

const concurrencySchema = z.strictObject({
  limit: z.number().int().nonnegative(),
  key: expression.optional(),
  scope: z.enum(['fn', 'env', 'account']).optional(),
});

// Strict throughout: an option that is not named here is refused, never ignored.
const functionConfigSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().optional(),
  triggers: z.array(
    z.union([
      z.strictObject({ event: z.string().min(1), expression: expression.optional() }),
      z.strictObject({ cron }),
    ]),
  ),
  steps: z.strictObject({
    step: z.strictObject({
      id: z.string(),
      name: z.string(),
      runtime: z.strictObject({ type: z.enum(['http', 'ws']), url: z.string() }),
      retries: z.strictObject({ attempts: z.number().int().min(0).max(20).optional() }).optional(),
    }),
  }),
  idempotency: expression.optional(),
  throttle: z
    .strictObject({
      key: expression.optional(),
      limit: z.number().int().positive(),
      period: duration,
      burst: z.number().int().nonnegative().optional(),
    })
    .optional(),
  singleton: z
    .strictObject({ key: expression.optional(), mode: z.enum(['skip', 'cancel']) })
    .optional(),
  cancel: z
    .array(
      z.strictObject({
        event: z.string().min(1),
        if: expression.optional(),
        timeout: moment.optional(),
      }),
    )
    .optional(),
  timeouts: z.strictObject({ start: duration.optional(), finish: duration.optional() }).optional(),
  concurrency: z
    .union([z.number().int().nonnegative(), concurrencySchema, z.array(concurrencySchema).max(2)])
    .optional(),
});
export type FunctionConfig = z.output<typeof functionConfigSchema>;

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const path = issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
    return `${path}${issue.keys.join(', ')} is not supported by the local runner`;
  }
  if (issue.code === 'invalid_union') {
    const deepest = issue.errors.flat().sort((a, b) => b.path.length - a.path.length);
    const inner = deepest.find((one) => one.code !== 'invalid_type') ?? deepest[0];
    if (inner) return describe({ ...inner, path: [...issue.path, ...inner.path] });
  }
  return `${issue.path.join('.')}: ${issue.message}`;
}

/** Checks what an app registers: the functions, or a sentence for each thing refused. */
export function parseFunctions(
  raw: unknown,
): { functions: FunctionConfig[] } | { problems: string[] } {
  if (!Array.isArray(raw)) return { problems: ['functions: not a list'] };
  const functions: FunctionConfig[] = [];
  const problems: string[] = [];
  for (const item of raw) {
    const parsed = functionConfigSchema.safeParse(item);
    if (parsed.success) functions.push(parsed.data);
    else problems.push(...parsed.error.issues.map((issue) => `${item?.id}: ${describe(issue)}`));
  }
  return problems.length > 0 ? { problems } : { functions };
}

/** How often a step of this function may be tried. */
export function maxAttempts(config: FunctionConfig): number {
  return (config.steps.step.retries?.attempts ?? defaultRetries) + 1;
}
