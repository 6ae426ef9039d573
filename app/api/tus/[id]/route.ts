// One upload by the tus protocol: how far it is, more of its bytes, taking it back.
import { declare } from '#lib/http/declared.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { answerTus } from '#lib/http/tus.ts';
import { declaredTus, describeTus } from '#lib/http/tus-description.ts';
import { offsetType } from '#lib/http/tus-headers.ts';
import { uploadsRoute } from '#lib/http/upload-route.ts';

const asked = () => uploadsRoute({ repeats: 'domain' }, answerTus);

export const HEAD = declare(asked(), declaredTus(200));
export const PATCH = declare(asked(), declaredTus(204, [offsetType]));
export const DELETE = declare(asked(), declaredTus(204));
/** For clients that can only say in a header which of them is meant. */
export const POST = declare(asked(), declaredTus(204, [offsetType]));

export const OPTIONS = () => describeTus();

export const { GET, PUT } = otherMethods({ HEAD, PATCH, DELETE, POST, OPTIONS });
