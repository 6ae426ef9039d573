// Taking a media off everything that uses it, for a deletion by force.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import type { Actor } from '../shared/actor.ts';
import { type AuditedDeed, recordAudit } from './audit.ts';

/**
 * Part of the transaction that marks the media for deletion. Films and videos stay without it,
 * products and their variants close the gap; each of them is a version further, as somebody changed
 * it. A photo is nothing without its picture: it goes with it for good, out of the trash too, and out
 * of its albums. What went or changed is in the audit log.
 */
export async function detachMedia(
  tx: Transaction,
  mediaId: string,
  { actor, now }: { actor: Pick<Actor, 'id'>; now: Date },
): Promise<void> {
  const changed = [
    ...(await detachFilms(tx, mediaId)),
    ...(await detachVideos(tx, mediaId)),
    ...(await detachProducts(tx, mediaId)),
    ...(await removePhotos(tx, mediaId)),
  ];
  const details = { mediaId };
  await recordAudit(tx, ...changed.map((change) => ({ ...change, actor, details, now })));
}

type Change = Pick<AuditedDeed, 'action' | 'noun' | 'subjectId'>;

const changesOf =
  (action: Change['action'], noun: Change['noun']) =>
  ({ id }: { id: string }): Change => ({ action, noun, subjectId: id });

const version = { increment: 1 };
const select = { id: true };

async function detachFilms(tx: Transaction, mediaId: string): Promise<Change[]> {
  const films = await tx.film.updateManyAndReturn({
    where: { OR: [{ videoId: mediaId }, { posterId: mediaId }] },
    data: { version },
    select,
  });
  await tx.film.updateMany({ where: { videoId: mediaId }, data: { videoId: null } });
  await tx.film.updateMany({ where: { posterId: mediaId }, data: { posterId: null } });
  return films.map(changesOf('update', 'film'));
}

async function detachVideos(tx: Transaction, mediaId: string): Promise<Change[]> {
  const videos = await tx.video.updateManyAndReturn({
    where: { OR: [{ mediaId }, { coverId: mediaId }] },
    data: { version },
    select,
  });
  await tx.video.updateMany({ where: { mediaId }, data: { mediaId: null } });
  await tx.video.updateMany({ where: { coverId: mediaId }, data: { coverId: null } });
  return videos.map(changesOf('update', 'video'));
}

async function detachProducts(tx: Transaction, mediaId: string): Promise<Change[]> {
  const files = { some: { mediaId } };
  const products = await tx.product.updateManyAndReturn({
    where: { OR: [{ files }, { variants: { some: { files } } }] },
    data: { version },
    select,
  });
  const ids = products.map(({ id }) => id);
  if (ids.length === 0) return [];
  await tx.productFile.deleteMany({ where: { mediaId } });
  await tx.variantFile.deleteMany({ where: { mediaId } });
  // Position 0 is the primary one: there has to be one.
  await tx.$executeRaw`
    update product_files f set position = counted.position
      from (select product_id, media_id,
                   row_number() over (partition by product_id order by position) - 1 as position
              from product_files where product_id = any(${ids})) counted
     where f.product_id = counted.product_id and f.media_id = counted.media_id`;
  await tx.$executeRaw`
    update variant_files f set position = counted.position
      from (select g.variant_id, g.media_id,
                   row_number() over (partition by g.variant_id order by g.position) - 1 as position
              from variant_files g join variants v on v.id = g.variant_id
             where v.product_id = any(${ids})) counted
     where f.variant_id = counted.variant_id and f.media_id = counted.media_id`;
  return products.map(changesOf('update', 'product'));
}

async function removePhotos(tx: Transaction, mediaId: string): Promise<Change[]> {
  const photos = await tx.photo.findMany({ where: { mediaId }, select });
  const ids = photos.map(({ id }) => id);
  if (ids.length === 0) return [];
  const albums = await tx.album.updateManyAndReturn({
    where: { photos: { some: { photoId: { in: ids } } } },
    data: { version },
    select,
  });
  await tx.photo.deleteMany({ where: { mediaId } });
  return [...photos.map(changesOf('purge', 'photo')), ...albums.map(changesOf('update', 'album'))];
}
