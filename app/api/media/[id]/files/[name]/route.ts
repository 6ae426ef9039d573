// A stored file by name: answered with a redirect to where it is, for a while or for good.
import { z } from 'zod';
import { otherMethods } from '#lib/http/other-methods.ts';
import { publicRoute } from '#lib/http/route.ts';
import { signedRedirect } from '#lib/http/signed-redirect.ts';
import { linkFile } from '#lib/media/deliver.ts';

const querySchema = z.object({ download: z.enum(['0', '1']).default('0') });

/** Next answers HEAD by it, too. */
export const GET = publicRoute<{ id: string; name: string }, never, typeof querySchema>(
  { query: querySchema, answer: 'redirect' },
  async ({ params: { id, name }, query, request, ...call }) => {
    const isDownload = query.download === '1';
    const isHead = request.method === 'HEAD';
    return signedRedirect(await linkFile(id, name, { ...call, isDownload, isHead }));
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
