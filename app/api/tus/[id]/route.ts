// One upload by the tus protocol: how far it is, more of its bytes, taking it back.
import { declare } from '#lib/http/declared.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { publicRoute } from '#lib/http/route.ts';
import { answerTus, describeTus } from '#lib/http/tus.ts';
import { offsetType } from '#lib/http/tus-headers.ts';
import { uploadsRoute } from '#lib/http/upload-route.ts';

export const HEAD = declare(uploadsRoute({}, answerTus), {
  ...{ access: 'person', bodyTypes: [], answers: { 200: 'nothing' } },
});
export const PATCH = declare(uploadsRoute({ repeats: 'domain' }, answerTus), {
  ...{ access: 'person', bodyTypes: [offsetType], answers: { 204: 'nothing' } },
});
export const DELETE = uploadsRoute({ repeats: 'domain' }, answerTus);
/** For clients that can only say in a header which of them is meant. */
export const POST = declare(uploadsRoute({ repeats: 'domain' }, answerTus), {
  ...{ access: 'person', bodyTypes: [offsetType], answers: { 204: 'nothing' } },
});

export const OPTIONS = publicRoute({}, async () => describeTus());

export const { GET, PUT } = otherMethods({ HEAD, PATCH, DELETE, POST, OPTIONS });
