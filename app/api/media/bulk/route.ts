// The same done to many media, each with an answer of its own.
import { bulkAnswer } from '#lib/http/bulk-answer.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { route } from '#lib/http/route.ts';
import { bulkMedia } from '#lib/media/bulk-media.ts';
import { bulkMediaSchema } from '#lib/shared/schemas/media.ts';
import { bulkAnswerSchema } from '#lib/shared/schemas/record.ts';

export const POST = route(
  { body: bulkMediaSchema, answer: bulkAnswerSchema },
  async ({ body, requestId, ...call }) => bulkAnswer(await bulkMedia(body, call), requestId),
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
