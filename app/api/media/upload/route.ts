// One file in one form, for programs that want nothing more: through the app to the store.
import { declare } from '#lib/http/declared.ts';
import { formParts, formType } from '#lib/http/form-parts.ts';
import { otherMethods } from '#lib/http/other-methods.ts';
import { uploadsRoute } from '#lib/http/upload-route.ts';
import { mediaSchema } from '#lib/shared/schemas/media.ts';
import { bringFile } from '#lib/uploads/bring-file.ts';

export const POST = declare(
  uploadsRoute({ status: 201, answer: mediaSchema }, ({ request, ...call }) => {
    const length = request.headers.get('content-length');
    const announcedBytes = length === null ? null : Number(length);
    return bringFile(formParts(request), { ...call, announcedBytes });
  }),
  {
    ...{ access: 'person', bodyTypes: [formType], answers: { 201: mediaSchema } },
    isRepeatable: true,
  },
);

export const { HEAD, GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods({ POST });
