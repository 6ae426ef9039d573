// One caption: its text for players, changing and deleting it.
import { z } from 'zod';
import { otherMethods } from '#lib/http/other-methods.ts';
import { publicRoute, route } from '#lib/http/route.ts';
import { keptBriefly, signedRedirect } from '#lib/http/signed-redirect.ts';
import { changeCaption, deleteCaption } from '#lib/media/captions.ts';
import { readCaption, signCaption } from '#lib/media/deliver-captions.ts';
import { captionPatchSchema, captionSchema } from '#lib/shared/schemas/caption.ts';

type Params = { id: string; captionId: string };
const querySchema = z.object({ download: z.enum(['0', '1']).default('0') });

export const GET = publicRoute<Params, never, typeof querySchema>(
  { query: querySchema, answer: { 200: { contentType: 'text/vtt' }, 302: 'redirect' } },
  async ({ params: { id, captionId }, query, ...call }) => {
    if (query.download === '1') return signedRedirect(await signCaption(id, captionId, call));
    const { text, isPublic } = await readCaption(id, captionId, call);
    return new Response(text, {
      headers: { 'content-type': 'text/vtt; charset=utf-8', ...keptBriefly(isPublic) },
    });
  },
);

export const PATCH = route<Params, typeof captionPatchSchema>(
  { body: captionPatchSchema, answer: captionSchema },
  ({ params, body, ...call }) => changeCaption(params.id, params.captionId, body, call),
);

export const DELETE = route<Params>({}, ({ params, ...call }) =>
  deleteCaption(params.id, params.captionId, call),
);

export const { POST, PUT, OPTIONS } = otherMethods({ GET, PATCH, DELETE });
