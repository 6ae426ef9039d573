// What S3 would say of an open upload: that it is open, and which parts are stored.
import { otherMethods } from '#lib/http/other-methods.ts';
import { uploadRoute } from '#lib/http/upload-route.ts';
import { xmlAnswer, xmlType } from '#lib/http/xml-answer.ts';
import { createdAnswer, partsAnswer } from '#lib/uploads/s3-answers.ts';
import { getUpload } from '#lib/uploads/sessions.ts';

export const GET = uploadRoute({ answer: { contentType: xmlType } }, async ({ params, ...call }) =>
  xmlAnswer(partsAnswer(await getUpload(params.id, call))),
);

export const POST = uploadRoute({ answer: { contentType: xmlType } }, async ({ params, ...call }) =>
  xmlAnswer(createdAnswer(await getUpload(params.id, call))),
);

export const { PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET, POST });
