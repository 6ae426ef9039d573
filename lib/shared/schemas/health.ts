// Whether the process is alive, and whether everything it depends on answers.
import { z } from 'zod';

export const healthSchema = z.object({ status: z.literal('ok') });

const checkSchema = z.object({
  status: z.enum(['ok', 'failed']),
  /** Of a failed one: the kind of trouble. */
  reason: z.enum(['timeout', 'unavailable']).optional(),
});

export const readySchema = z.object({
  status: z.enum(['ok', 'failed']),
  database: checkSchema,
  storage: checkSchema,
  runner: checkSchema,
});
