// The shape of every error the API answers: RFC 9457 problem+json with our stable code.
import { z } from 'zod';
import { type ErrorCode, errorStatus } from '../errors.ts';

const codes = Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]];

/** `message` is an English sentence; `code` names it where the app says it in other languages, too. */
const fieldProblemSchema = z.object({
  path: z.string(),
  message: z.string(),
  code: z.string().optional(),
});

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(codes),
  errors: z.array(fieldProblemSchema).optional(),
  requestId: z.string(),
});
export type Problem = z.output<typeof problemSchema>;
