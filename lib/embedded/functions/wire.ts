// What crosses the wire between SDK and server (inngest 4.24), checked where it comes in.
import { z } from 'zod';

const label = (maxLength: number) =>
  z
    .string()
    .min(1)
    .max(maxLength)
    .refine((text) => !text.includes('\0') && text.isWellFormed(), 'not plain text');

export const eventSchema = z.object({
  id: label(512).optional(),
  name: label(256),
  data: z.record(z.string(), z.unknown()).nullish(),
  ts: z.number().int().nonnegative().nullish(),
  user: z.record(z.string(), z.unknown()).nullish(),
  v: z.string().nullish(),
  meta: z.unknown().optional(),
});
export type IncomingEvent = z.output<typeof eventSchema>;

/** An event as functions see it. */
export type EventPayload = {
  id: string;
  name: string;
  data: Record<string, unknown>;
  ts: number;
  user: Record<string, unknown>;
  v?: string;
  meta?: unknown;
};

const opOptionsSchema = z.looseObject({
  if: z.string().optional(),
  timeout: z.string().optional(),
  parallelMode: z.string().optional(),
  function_id: z.string().optional(),
  payload: z
    .looseObject({
      data: z.record(z.string(), z.unknown()).nullish(),
      v: z.string().nullish(),
      meta: z.unknown().optional(),
    })
    .optional(),
});

/** One thing an app reports: a step that ran, or one it wants. */
export const opSchema = z.looseObject({
  id: z.string().min(1),
  op: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
  opts: opOptionsSchema.nullish(),
});
export type Op = z.output<typeof opSchema>;

/** What is kept of a step, in the shape the SDK takes back. */
export type StepValue = { data: unknown } | { error: unknown };

export type Failure = { name: string; message: string; [more: string]: unknown };
