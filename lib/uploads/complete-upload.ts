// Finishing uploads: look at what really arrived, then hand it on. Whoever calls, it happens once.
import 'server-only';
import { signalMedia } from '../db/media-signals.ts';
import { addEvents } from '../db/outbox.ts';
import { readMedia } from '../db/read-media.ts';
import {
  type AcceptedUpload,
  type Arrival,
  acceptUploads,
  findUploads,
  type Upload,
} from '../db/uploads.ts';
import { mediaUploadedEvent } from '../jobs/events.ts';
import { announceMedia } from '../ports/announce-media.ts';
import type { Ports } from '../ports/ports.ts';
import { rejectMedia } from '../ports/reject-media.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError, type ErrorCode } from '../shared/errors.ts';
import type { Media } from '../shared/schemas/media.ts';
import type { CompleteUpload } from '../shared/schemas/upload.ts';
import { assemble } from './assemble.ts';
import { checkContent } from './check-content.ts';
import { anotherHash, declareLate } from './late-checksum.ts';
import { withinQuota } from './limits.ts';
import type { UploadRules } from './policy.ts';
import { onlyOne, type Settled, settleEach } from './settle-each.ts';

type Context = { actor: Pick<Actor, 'id'>; ports: Ports; rules: UploadRules };
type Finished = CompleteUpload & { id: string };
export type Completed = { media: Media };

/**
 * Checks the stored object (its size, its kind by its first bytes, its fingerprint) and starts its
 * processing. A repeated call, also at the same time, answers the same media. A hash of the whole
 * file is kept and compared, during the processing if need be; it may also come with a later call.
 * Throws `upload_incomplete` while bytes are missing; `size_mismatch`, `unsupported_media_type` or
 * `checksum_mismatch` for a liar, whose object is then gone; `conflict` for a second hash that
 * differs from the first; `quota_exceeded` while there is no room for it, and the upload stays open;
 * `upload_expired` for one that was aborted.
 */
export async function completeUpload(
  id: string,
  context: Context,
  input: CompleteUpload = {},
): Promise<Media> {
  return onlyOne(await completeUploads([{ ...input, id }], context)).media;
}

/** The same for many at the cost of few: one transaction accepts all of them. */
export async function completeUploads(
  finished: Finished[],
  context: Context,
): Promise<Settled<Completed>[]> {
  const { actor, ports } = context;
  const ids = [...new Set(finished.map(({ id }) => id))];
  const uploads = byId(await findUploads(ports.db, { ids, ownerId: actor.id }));
  const looks = await settleEach(finished, ({ id, checksum }) =>
    lookAt(uploads.get(id), checksum?.sha256 ?? null, context),
  );
  const arrivals = looks.flatMap((look) => ('value' in look && look.value ? [look.value] : []));
  const { uploads: taken, over } = await accept(arrivals, uploads, context);
  const accepted = byId(taken);
  // What was complete before says nothing of a hash that came with this call.
  const checks = await settleEach(finished, async ({ id, checksum }, index) => {
    const isLookedAt = looks[index] !== undefined && 'value' in looks[index];
    // Whoever was told that there is no such upload has no say about its hash either.
    if (!isLookedAt || !checksum) return;
    if (accepted.get(id)?.declaredSha256 === checksum.sha256) return;
    await declareLate(id, checksum.sha256, ports);
  });
  const outcomes = await outcomesOf(ids, over, context);
  return finished.map(({ id }, index) => {
    const failure = [looks[index], checks[index]].find((step) => step && 'error' in step);
    if (failure && 'error' in failure) return failure;
    return outcomes.get(id) ?? { error: notFound() };
  });
}

/** What arrived of an open upload; null for one that is over. Throws after a liar's object is removed. */
async function lookAt(
  upload: Upload | undefined,
  sha256: string | null,
  { ports, rules }: Context,
): Promise<Arrival | null> {
  if (!upload) throw notFound();
  if (upload.status !== 'open') return null;
  const declared = upload.declaredSha256 ?? sha256;
  if (sha256 !== null && declared !== sha256) throw anotherHash();
  await assemble(upload, ports);
  const { storage } = ports;
  const policy = rules.policy[upload.purpose];
  const finding = await checkContent(upload, declared, { storage, policy });
  if ('arrival' in finding) return finding.arrival;
  const { code, text } = finding.verdict;
  const { mediaId } = upload;
  const isRejected = mediaId && (await rejectMedia(mediaId, finding.verdict, 'open', ports));
  // Somebody else's call came first: what it came to counts, and our hash is told late.
  if (!isRejected) return null;
  throw new AppError(code, text);
}

type Accepted = { uploads: AcceptedUpload[]; over: ReadonlyMap<string, AppError> };

/**
 * One transaction: uploads done, media on their way, events in the outbox. The first caller wins. What
 * is over the quota stays open.
 */
async function accept(
  arrivals: Arrival[],
  known: Map<string, Upload>,
  { actor, ports }: Context,
): Promise<Accepted> {
  if (arrivals.length === 0) return { uploads: [], over: new Map() };
  const byteSizeOf = ({ id }: Arrival) => known.get(id)?.byteSize ?? 0;
  const accepted = await ports.db.$transaction(async (tx) => {
    const room = { ownerId: actor.id, byteSizeOf };
    const { fitting, over } = await withinQuota(arrivals, room, tx);
    const uploads = await acceptUploads(tx, fitting, ports.now());
    await addEvents(
      tx,
      ...uploads.map(({ mediaId, ownerId, type }) =>
        mediaUploadedEvent({ mediaId, ownerId, type, generation: 1 }),
      ),
    );
    const mediaIds = uploads.map(({ mediaId }) => mediaId);
    await signalMedia(tx, ...mediaIds);
    await announceMedia(tx, 'upload.completed', mediaIds, ports.now());
    return { uploads, over };
  });
  if (accepted.uploads.length > 0) ports.sendWaitingEvents();
  return accepted;
}

/** What the uploads came to, whoever finished them. */
async function outcomesOf(
  ids: string[],
  over: Accepted['over'],
  { actor, ports: { db } }: Context,
): Promise<Map<string, Settled<Completed>>> {
  const rows = await db.upload.findMany({
    where: { id: { in: ids }, ownerId: actor.id },
    include: { media: { select: { id: true, deletingAt: true } } },
  });
  const stored = rows.flatMap(({ media }) => (media && !media.deletingAt ? media.id : []));
  const media = byId(await readMedia(db, stored));
  const outcomes = new Map<string, Settled<Completed>>();
  for (const { id, status, mediaId, rejectionCode: code, rejectionText: text } of rows) {
    const completed = status === 'completed' ? media.get(mediaId ?? '') : undefined;
    if (completed) {
      outcomes.set(id, { value: { media: completed } });
    } else if (status === 'rejected' && code && text) {
      outcomes.set(id, { error: new AppError(code as ErrorCode, text) });
    } else {
      const cancelled = new AppError('upload_expired', 'This upload was cancelled.');
      outcomes.set(id, { error: (status === 'open' && over.get(id)) || cancelled });
    }
  }
  return outcomes;
}

function byId<Item extends { id: string }>(items: Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}

function notFound(): AppError {
  return new AppError('not_found', 'There is no such upload.');
}
