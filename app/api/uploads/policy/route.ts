// What may be uploaded here for which purpose: types, and sizes as this installation limits them.
import { otherMethods } from '#lib/http/other-methods.ts';
import { uploadsRoute } from '#lib/http/upload-route.ts';
import { uploadPolicySchema } from '#lib/shared/schemas/upload.ts';

export const GET = uploadsRoute({ answer: uploadPolicySchema }, async ({ rules }) => rules.policy);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ GET });
