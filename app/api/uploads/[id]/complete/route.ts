// The bytes are there: check them and start processing.
import { route } from '#lib/http/route.ts';
import { completeUpload } from '#lib/uploads/complete-upload.ts';
import { uploadRules } from '#lib/uploads/policy.ts';

export const POST = route<{ id: string }>({}, ({ params, ...call }) =>
  completeUpload(params.id, { ...call, rules: uploadRules() }),
);
