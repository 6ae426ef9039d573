// The transaction that opens uploads: one owner at a time, so that limits and keys hold.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import { beginDrafts, ownDrafts } from '../db/drafts.ts';
import { lockUploadsOf, toUpload, type Upload } from '../db/uploads.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import type { Duplicate } from '../shared/schemas/upload.ts';
import type { DescribedUpload } from './describe-upload.ts';
import { findDuplicates } from './find-duplicates.ts';
import { roomFor } from './limits.ts';
import type { UploadRules } from './policy.ts';
import type { Settled } from './settle-each.ts';
import { signOfLife } from './tickets.ts';

type Context = {
  actor: Actor;
  ports: Ports;
  rules: UploadRules;
  dedupe?: boolean;
  /** Partial uploads the new one consists of: their room becomes its room. */
  joining?: readonly string[];
  /** What else is written with a new upload, before others can see it. */
  alongside?: (tx: Transaction, upload: Upload) => Promise<void>;
};

export type Opened = { upload: Upload } | { duplicate: Duplicate };
type Decision = Opened | { fresh: DescribedUpload };

/**
 * Writes the rows of what is described; errors are passed on. The same idempotency key finds the
 * upload it opened, and with `dedupe` content the owner has already opens none.
 */
export async function openUploads(
  described: Settled<DescribedUpload>[],
  { actor, ports, rules, dedupe = false, joining, alongside }: Context,
): Promise<Settled<Opened>[]> {
  const wanted = described.flatMap((one) => ('value' in one ? [one.value] : []));
  return ports.db.$transaction(async (tx) => {
    await lockUploadsOf(tx, actor.id);
    const life = signOfLife(ports.now(), rules);
    const repeated = await findRepeated(wanted, { actor, life }, tx);
    const isNew = ({ idempotencyKey }: DescribedUpload) => !repeated.has(idempotencyKey);
    const drafts = await draftsFor(wanted, { actor, now: ports.now() }, tx);
    const duplicates = dedupe
      ? await duplicatesOf(wanted.filter(isNew), actor, ports.now(), tx)
      : null;
    const takeRoom = await roomFor({ ownerId: actor.id, joining }, rules, tx);
    const fresh = new Set<DescribedUpload>();

    const decide = (one: DescribedUpload): Decision => {
      const upload = repeated.get(one.idempotencyKey);
      if (upload) {
        sameFile(upload, one);
        return (dedupe && asDuplicate(upload)) || { upload: stillOpen(upload) };
      }
      if (one.draft && !drafts.has(one.draft.id)) throw noSuchDraft();
      const duplicate = duplicates?.get(one);
      if (duplicate) return { duplicate };
      const twin = [...fresh].find((other) => isSameKey(one, other));
      if (twin) return { fresh: twin };
      takeRoom(one.file.byteSize);
      fresh.add(one);
      return { fresh: one };
    };
    const decisions = described.map((one) => ('error' in one ? one : settle(one.value, decide)));
    const written = await write([...fresh], { actor, life, drafts }, tx);
    for (const one of alongside ? fresh : []) await alongside?.(tx, written(one).upload);
    return decisions.map((one) =>
      'value' in one && 'fresh' in one.value ? settle(one.value.fresh, written) : one,
    ) as Settled<Opened>[];
  });
}

function settle<Item, Result>(item: Item, work: (item: Item) => Result): Settled<Result> {
  try {
    return { value: work(item) };
  } catch (error) {
    return { error };
  }
}

function isSameKey(one: DescribedUpload, other: DescribedUpload): boolean {
  return one.idempotencyKey !== null && one.idempotencyKey === other.idempotencyKey;
}

/** Also a sign of life: their addresses are about to be signed again. */
async function findRepeated(
  wanted: DescribedUpload[],
  { actor, life }: { actor: Actor; life: ReturnType<typeof signOfLife> },
  tx: Transaction,
): Promise<Map<string | null, Upload>> {
  const keys = wanted.flatMap(({ idempotencyKey }) => idempotencyKey ?? []);
  if (keys.length === 0) return new Map();
  const where = { ownerId: actor.id, idempotencyKey: { in: keys } };
  await tx.upload.updateMany({ where: { ...where, status: 'open' }, data: life });
  const rows = await tx.upload.findMany({ where });
  return new Map(rows.map((row) => [row.idempotencyKey, toUpload(row)]));
}

/** Who asks again for an upload that has arrived meanwhile, another tab say, has the file already. */
function asDuplicate(upload: Upload): Opened | null {
  if (upload.status !== 'completed' || !upload.mediaId) return null;
  const { mediaId: duplicateOf, fileName, createdAt } = upload;
  const duplicate = { duplicateOf, isCertain: true, fileName };
  return { duplicate: { ...duplicate, createdAt: createdAt.toISOString() } };
}

/** A key names one file; what is told of it besides, such as its hash, may come with a repeat. */
function sameFile({ fileName, byteSize, purpose }: Upload, { file }: DescribedUpload): void {
  const isSame =
    file.fileName === fileName && file.byteSize === byteSize && file.purpose === purpose;
  if (isSame) return;
  throw new AppError(
    'idempotency_key_reused',
    'An upload of another file was opened under this idempotency key.',
  );
}

function stillOpen(upload: Upload): Upload {
  if (upload.status === 'open') return upload;
  throw new AppError('conflict', 'The upload opened under this idempotency key is already over.');
}

/** The caller's drafts; one that is not there yet is begun, so that either request may come first. */
async function draftsFor(
  wanted: DescribedUpload[],
  { actor, now }: { actor: Actor; now: Date },
  tx: Transaction,
): Promise<ReadonlyMap<string, boolean>> {
  const drafts = wanted.flatMap(({ draft }) => draft ?? []);
  if (drafts.length === 0) return new Map();
  await beginDrafts(tx, drafts, { ownerId: actor.id, now });
  return ownDrafts(tx, { ids: drafts.map(({ id }) => id), ownerId: actor.id });
}

function noSuchDraft(): AppError {
  const message = 'There is no such draft.';
  return new AppError('invalid_request', message, { fields: [{ path: 'draftId', message }] });
}

async function duplicatesOf(
  wanted: DescribedUpload[],
  actor: Actor,
  now: Date,
  tx: Transaction,
): Promise<Map<DescribedUpload, Duplicate | null>> {
  const sought = wanted.map((one) => one.sought);
  const found = await findDuplicates(sought, { ownerId: actor.id, now, tx });
  return new Map(wanted.map((one, index) => [one, found[index] ?? null]));
}

type Writing = {
  actor: Actor;
  life: ReturnType<typeof signOfLife>;
  drafts: ReadonlyMap<string, boolean>;
};

/** Two statements for any number; answers how to find the upload of each. */
async function write(
  fresh: DescribedUpload[],
  { actor, life, drafts }: Writing,
  tx: Transaction,
): Promise<(one: DescribedUpload) => { upload: Upload }> {
  const ownerId = actor.id;
  const media = await tx.media.createManyAndReturn({
    data: fresh.map(({ file, type, contentType }) => ({
      ...{ ...file, ownerId, type, mimeType: contentType, unattachedSince: life.lastActiveAt },
    })),
    select: { id: true, storageKey: true },
  });
  const mediaIds = new Map(media.map(({ id, storageKey }) => [storageKey, id]));
  const rows = await tx.upload.createManyAndReturn({
    data: fresh.map(({ file, type: _, sought, draft, ...upload }) => ({
      ...{ ...file, ...upload, ...life, ownerId, mediaId: mediaIds.get(file.storageKey) ?? null },
      ...{ declaredSha256: sought.sha256, fingerprint: sought.fingerprint },
      // One that ended meanwhile keeps no files: the form it was may be saved all the same.
      draftId: draft && drafts.get(draft.id) ? draft.id : null,
    })),
  });
  const uploads = new Map(rows.map((row) => [row.storageKey, toUpload(row)]));
  return ({ file }) => {
    const upload = uploads.get(file.storageKey);
    if (!upload) throw new Error('an upload was not written');
    return { upload };
  };
}
