// Signs a request of an S3 client for one of the caller's open uploads.
import { otherMethods } from '#lib/http/other-methods.ts';
import { uploadsRoute } from '#lib/http/upload-route.ts';
import { s3RequestSchema, signedS3RequestSchema } from '#lib/shared/schemas/upload.ts';
import { signS3Request } from '#lib/uploads/sign-s3-request.ts';

export const POST = uploadsRoute(
  { body: s3RequestSchema, answer: signedS3RequestSchema, repeats: 'domain' },
  ({ body, ...call }) => signS3Request(body, call),
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
