// The end of an upload as S3 would say it; the file is looked at like any other.
import { otherMethods } from '#lib/http/other-methods.ts';
import { uploadRoute } from '#lib/http/upload-route.ts';
import { xmlAnswer, xmlType } from '#lib/http/xml-answer.ts';
import { completeUpload } from '#lib/uploads/complete-upload.ts';
import { completedAnswer } from '#lib/uploads/s3-answers.ts';

export const POST = uploadRoute({ answer: { contentType: xmlType } }, async ({ params, ...call }) =>
  xmlAnswer(completedAnswer(await completeUpload(params.id, call))),
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
