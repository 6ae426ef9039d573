// The captions of a video: the list, and adding to it.
import { otherMethods } from '#lib/http/other-methods.ts';
import { formOrJson } from '#lib/http/read-body.ts';
import { route } from '#lib/http/route.ts';
import { addCaption, listCaptions } from '#lib/media/captions.ts';
import {
  captionSchema,
  captionsSchema,
  maxCaptionBytes,
  newCaptionSchema,
} from '#lib/shared/schemas/caption.ts';

type Params = { id: string };

/** JSON writes some letters as two; what a form adds to its file is far less. */
const maxBodyBytes = 2 * maxCaptionBytes;

export const GET = route<Params>({ answer: captionsSchema }, async ({ params, ...call }) => ({
  results: await listCaptions(params.id, call),
}));

export const POST = route<Params, typeof newCaptionSchema>(
  { body: newCaptionSchema, read: formOrJson(maxBodyBytes), status: 201, answer: captionSchema },
  ({ params, body, ...call }) => addCaption(params.id, body, call),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
