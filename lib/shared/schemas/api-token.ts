// Tokens programs sign in with: what one may do, what is said of it, and its secret, which is said once.
import { z } from 'zod';
import { listSchema } from './list.ts';

/** What a token may do: look, change, and on top of either the rights of an admin. */
export const tokenScopes = ['read', 'write', 'admin'] as const;
export type TokenScope = (typeof tokenScopes)[number];

const scopesSchema = z
  .array(z.enum(tokenScopes))
  .max(20, 'tooMany')
  // Each once, and always in the same order.
  .transform((scopes) => tokenScopes.filter((scope) => scopes.includes(scope)))
  .refine((scopes) => scopes.includes('read') || scopes.includes('write'), 'scopes');

/** Messages are keys below `validation` in the translations. */
export const createTokenSchema = z.object({
  name: z.string().trim().min(1, 'required').max(100, 'tooLong'),
  scopes: scopesSchema,
  /** Left out or null: it does not expire. */
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
});
export type CreateToken = z.output<typeof createTokenSchema>;

export const apiTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Its first characters, to recognise it by. */
  prefix: z.string(),
  scopes: z.array(z.enum(tokenScopes)),
  expiresAt: z.iso.datetime().nullable(),
  /** To the minute; null: never. */
  lastUsedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type ApiToken = z.output<typeof apiTokenSchema>;

export const apiTokensSchema = listSchema(apiTokenSchema);

/** The answer to making one, and the only one that holds the secret. */
export const madeTokenSchema = apiTokenSchema.extend({ token: z.string() });
export type MadeToken = z.output<typeof madeTokenSchema>;
