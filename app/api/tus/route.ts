// Opening uploads by the tus protocol, and what this server can do of it.
import { declare } from '#lib/http/declared.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { publicRoute } from '#lib/http/route.ts';
import { answerTus, describeTus } from '#lib/http/tus.ts';
import { offsetType } from '#lib/http/tus-headers.ts';
import { uploadsRoute } from '#lib/http/upload-route.ts';

export const POST = declare(uploadsRoute({ repeats: 'domain' }, answerTus), {
  ...{ access: 'person', bodyTypes: [offsetType], answers: { 201: 'nothing' } },
});

export const OPTIONS = publicRoute({}, async () => describeTus());

export const { GET, HEAD, PUT, PATCH, DELETE } = otherMethods({ POST, OPTIONS });
