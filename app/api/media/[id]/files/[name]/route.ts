// A stored file by name: answered with a redirect to a short-lived signed URL.
import { z } from 'zod';
import { otherMethods } from '#lib/http/other-methods.ts';
import { publicRoute } from '#lib/http/route.ts';
import { signedRedirect } from '#lib/http/signed-redirect.ts';
import { signFile } from '#lib/media/deliver.ts';

const querySchema = z.object({ download: z.enum(['0', '1']).default('0') });

export const GET = publicRoute<{ id: string; name: string }, never, typeof querySchema>(
  { query: querySchema, answer: 'redirect' },
  async ({ params, query, ...call }) =>
    signedRedirect(
      await signFile(params.id, params.name, { ...call, isDownload: query.download === '1' }),
    ),
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
