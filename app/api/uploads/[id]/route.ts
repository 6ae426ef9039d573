// One upload: where it stands, and taking it back.
import { route } from '#lib/http/route.ts';
import { abortUpload } from '#lib/uploads/abort-upload.ts';
import { getUpload } from '#lib/uploads/open-uploads.ts';

type Params = { id: string };

export const GET = route<Params>({}, ({ params, ...call }) => getUpload(params.id, call));

export const DELETE = route<Params>({}, ({ params, ...call }) => abortUpload(params.id, call));
