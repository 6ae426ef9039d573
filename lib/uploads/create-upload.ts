// Opening an upload: the row is there before the first byte.
import 'server-only';
import { randomUUID } from 'node:crypto';
import { isUniqueViolation } from '../db/client.ts';
import { toUpload, type Upload } from '../db/uploads.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import type { CreateUpload, UploadTicket } from '../shared/schemas/upload.ts';
import { claimedFormat, formatNames, storedAs } from '../shared/upload-policy.ts';
import { originalKey } from '../storage/keys.ts';
import { planParts } from './part-plan.ts';
import type { UploadRules } from './policy.ts';
import { sessionEnd, ticketFor } from './tickets.ts';

type Context = { actor: Actor; ports: Ports; rules: UploadRules; idempotencyKey?: string };

/**
 * Records an upload with its media and answers how to send the bytes. The same idempotency key
 * gives the same session again. Throws `file_too_large`, `unsupported_media_type`,
 * `invalid_request` for a draft of somebody else.
 */
export async function createUpload(input: CreateUpload, context: Context): Promise<UploadTicket> {
  const { ports, rules } = context;
  return ticketFor(await openUpload(input, context), ports, rules);
}

async function openUpload(input: CreateUpload, context: Context): Promise<Upload> {
  const { actor, ports, idempotencyKey } = context;
  const repeated = idempotencyKey && (await findRepeated(actor, ports, idempotencyKey));
  if (repeated) return repeated;
  const data = await describeUpload(input, context);
  try {
    return toUpload(await ports.db.upload.create({ data }));
  } catch (error) {
    const winner =
      idempotencyKey &&
      isUniqueViolation(error) &&
      (await findRepeated(actor, ports, idempotencyKey));
    if (winner) return winner;
    throw error;
  }
}

async function describeUpload(
  input: CreateUpload,
  { actor, ports, rules, idempotencyKey }: Context,
) {
  const purposePolicy = rules.policy[input.purpose];
  if (input.size > purposePolicy.maxBytes) {
    const mebibytes = Math.floor(purposePolicy.maxBytes / 1024 / 1024);
    throw new AppError('file_too_large', `The file is larger than ${mebibytes} MB.`);
  }
  const format = claimedFormat(purposePolicy, input);
  if (!format) {
    const names = formatNames(purposePolicy).join(', ');
    throw new AppError(
      'unsupported_media_type',
      `This file type is not accepted here. Use ${names}.`,
    );
  }
  if (input.draftId) await requireOwnDraft(input.draftId, actor, ports);

  const { contentType, extension } = storedAs(format);
  const storageKey = originalKey(purposePolicy.type, randomUUID(), extension);
  const plan = planParts(input.size);
  const now = ports.now();
  const file = {
    purpose: input.purpose,
    storageKey,
    fileName: input.fileName,
    byteSize: input.size,
  };
  return {
    ...file,
    owner: { connect: { id: actor.id } },
    contentType,
    declaredSha256: input.checksum?.sha256 ?? null,
    partByteSize: plan?.partByteSize ?? null,
    partCount: plan?.partCount ?? null,
    idempotencyKey: idempotencyKey ?? null,
    expiresAt: sessionEnd(now, rules),
    lastActiveAt: now,
    ...(input.draftId ? { draft: { connect: { id: input.draftId } } } : {}),
    media: {
      create: {
        ...file,
        owner: { connect: { id: actor.id } },
        type: purposePolicy.type,
        mimeType: contentType,
        unattachedSince: now,
      },
    },
  };
}

async function findRepeated(actor: Actor, { db }: Ports, idempotencyKey: string) {
  const row = await db.upload.findUnique({
    where: { ownerId_idempotencyKey: { ownerId: actor.id, idempotencyKey } },
  });
  if (!row) return null;
  if (row.status !== 'open') {
    throw new AppError('conflict', 'The upload opened under this idempotency key is already over.');
  }
  return toUpload(row);
}

async function requireOwnDraft(draftId: string, actor: Actor, { db }: Ports): Promise<void> {
  const draft = await db.draft.findFirst({ where: { id: draftId, ownerId: actor.id } });
  if (draft) return;
  throw new AppError('invalid_request', 'There is no such draft.', {
    fields: [{ path: 'draftId', message: 'There is no such draft.' }],
  });
}
