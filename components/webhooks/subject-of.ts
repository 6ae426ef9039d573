// What a message tells of, in a word: the name of its file.
import { webhookPayloadSchema } from '#lib/shared/schemas/webhook.ts';

/** Empty for a message that tells of no file, and for one of an older form. */
export function subjectOf(body: string): string {
  const payload = webhookPayloadSchema.safeParse(JSON.parse(body));
  if (!payload.success || !('fileName' in payload.data.data)) return '';
  return payload.data.data.fileName;
}
