// The files of a record whose fields name one each: a film's video, a photo's image.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import type { MediaType } from '../shared/upload-policy.ts';
import { type Attachment, attachAll, releaseMedia } from './attach-media.ts';

/** The fields that name a file, and what it must be. */
export type FileFields<Field extends string> = Readonly<Record<Field, MediaType>>;
type Before<Field extends string> = { [F in Field]: string | null };
type After<Field extends string> = { [F in Field]?: string | null | undefined };

/**
 * Part of a save, before the row is written: attaches what comes new. A file the record has already
 * need not be the caller's: an admin may have put it there. Throws `invalid_request` by field.
 */
export async function attachNew<Field extends string>(
  tx: Transaction,
  files: FileFields<Field>,
  {
    before,
    after,
    ownerIds,
  }: NoInfer<{ before?: Before<Field>; after: After<Field>; ownerIds: string[] }>,
): Promise<void> {
  const attachments: Attachment[] = [];
  for (const field of fieldsOf(files)) {
    const mediaId = after[field];
    if (!mediaId || mediaId === before?.[field]) continue;
    attachments.push({ field, mediaId, type: files[field], ownerIds });
  }
  await attachAll(tx, attachments);
}

/** Part of a save, after the row was written: gives up what it names no more. */
export async function releaseReplaced<Field extends string>(
  tx: Transaction,
  files: FileFields<Field>,
  { before, after, now }: NoInfer<{ before: Before<Field>; after: After<Field>; now: Date }>,
): Promise<void> {
  const replaced = fieldsOf(files)
    .filter((field) => after[field] !== undefined && after[field] !== before[field])
    .map((field) => before[field]);
  await releaseMedia(tx, replaced, now);
}

function fieldsOf<Field extends string>(files: FileFields<Field>): Field[] {
  return Object.keys(files) as Field[];
}
