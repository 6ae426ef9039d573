// Opening uploads by the tus protocol, and what this server can do of it.
import { declare } from '#lib/http/declared.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { answerTus } from '#lib/http/tus.ts';
import { declaredTus, describeTus } from '#lib/http/tus-description.ts';
import { offsetType } from '#lib/http/tus-headers.ts';
import { uploadsRoute } from '#lib/http/upload-route.ts';

export const POST = declare(
  uploadsRoute({ repeats: 'domain' }, answerTus),
  declaredTus(201, [offsetType]),
);

export const OPTIONS = () => describeTus();

export const { GET, HEAD, PUT, PATCH, DELETE } = otherMethods({ POST, OPTIONS });
