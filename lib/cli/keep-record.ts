// Makes the photo, the video or the film of a stored file, unless it has one.
import { createRecord } from '#lib/client/create-record.ts';
import { newUuid } from '#lib/client/new-id.ts';
import { type RetryContext, retrying } from '#lib/client/upload/retrying.ts';
import { filmInputSchema } from '#lib/shared/schemas/film.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import { photoInputSchema } from '#lib/shared/schemas/photo.ts';
import { videoInputSchema } from '#lib/shared/schemas/video.ts';
import { titleFrom } from '#lib/shared/title-from.ts';
import type { Kind } from './kinds.ts';

/** What a file is part of. */
export type Keeper = { type: string; id: string };

type Stored = Pick<Media, 'id' | 'fileName' | 'attachedTo'>;

/** Null where files are kept alone. Throws like `createRecord`, after trying as the engine does. */
export async function keepRecord(
  noun: Kind['record'],
  media: Stored,
  context: RetryContext,
): Promise<Keeper | null> {
  if (noun === null) return null;
  if (media.attachedTo?.type === noun) return media.attachedTo;
  const create = creation(noun, media);
  const { id } = await retrying(context, create);
  return { type: noun, id };
}

/** Repeated after a lost answer, it makes no second. */
function creation(
  noun: NonNullable<Kind['record']>,
  { id, fileName }: Stored,
): () => Promise<{ id: string }> {
  const idempotencyKey = newUuid();
  const title = titleFrom(fileName);
  switch (noun) {
    case 'photo': {
      const input = photoInputSchema.parse({ title, mediaId: id });
      return () => createRecord('photo', { input, idempotencyKey });
    }
    case 'video': {
      const input = videoInputSchema.parse({ title, mediaId: id });
      return () => createRecord('video', { input, idempotencyKey });
    }
    case 'film': {
      const input = filmInputSchema.parse({ title, videoId: id });
      return () => createRecord('film', { input, idempotencyKey });
    }
  }
}
