// Opening the upload of a file that consists of partial uploads.
import 'server-only';
import { findFinal, findPartials, insertTusUpload } from '../db/tus-uploads.ts';
import { AppError } from '../shared/errors.ts';
import { openServed, type ServedContext } from './open-served.ts';
import { servedPartBytes } from './served-parts.ts';
import { finishTus, type NewTus, wantedFile } from './tus-uploads.ts';

type Final = Omit<NewTus, 'byteSize'> & { partialIds: string[] };

/** The bytes of all of them. Throws `not_found` for one that is not there, `upload_incomplete`. */
export async function sizeOfPartials(
  ids: string[],
  { actor, ports: { db } }: ServedContext,
): Promise<number> {
  const known = await findFinal(db, { ownerId: actor.id, partialIds: ids });
  if (known) return known.byteSize;
  const partials = await findPartials(db, { ownerId: actor.id, ids });
  if (partials.length < ids.length) throw new AppError('not_found', 'There is no such upload.');
  const isDone = partials.every(({ offset, byteSize }) => offset === byteSize);
  if (!isDone) throw new AppError('upload_incomplete', 'A partial upload is not complete.');
  return partials.reduce((sum, { byteSize }) => sum + byteSize, 0);
}

/**
 * Opens the upload of a file that consists of partial ones, and finishes it; answers its id. The same
 * partial ones in the same order are the same upload, also when two ask at once. Throws like
 * `createUpload` and `completeUpload`.
 */
export async function openFinal(final: Final, context: ServedContext): Promise<string> {
  const { actor, ports } = context;
  const sought = { ownerId: actor.id, partialIds: final.partialIds };
  if (!(await findFinal(ports.db, sought))) await writeFinal(final, context);
  const tus = await findFinal(ports.db, sought);
  if (!tus) throw new AppError('conflict', 'A partial upload is part of another file.');
  await finishTus(tus, context);
  return tus.id;
}

async function writeFinal(final: Final, context: ServedContext): Promise<void> {
  const { id, header, metadata, partialIds } = final;
  const byteSize = await sizeOfPartials(partialIds, context);
  const wanted = wantedFile(byteSize, metadata, context.rules);
  const key = { idempotencyKey: `tus ${partialIds[0]}` };
  const ownerId = context.actor.id;
  await openServed(
    { ...wanted, ...key },
    {
      ...{ ...context, channel: 'tus', joining: partialIds },
      alongside: (tx, upload) =>
        insertTusUpload(tx, {
          ...{ id, kind: 'final', uploadId: upload.id, ownerId, lease: null, partialIds },
          ...{ metadata: header, byteSize, partByteSize: servedPartBytes(byteSize) },
          expiresAt: upload.expiresAt,
        }),
    },
  );
}
