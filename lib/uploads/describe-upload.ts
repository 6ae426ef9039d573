// What is wanted, checked against the rules: what a new upload's row will say.
import 'server-only';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Upload } from '../db/uploads.ts';
import { AppError } from '../shared/errors.ts';
import { planParts } from '../shared/part-plan.ts';
import { type Noun, nouns } from '../shared/schemas/record.ts';
import type { CreateUpload } from '../shared/schemas/upload.ts';
import { claimedFormat, formatNames, storedAs } from '../shared/upload-policy.ts';
import { originalKey } from '../storage/keys.ts';
import type { Sought } from './find-duplicates.ts';
import type { UploadRules } from './policy.ts';

export type WantedUpload = CreateUpload & { idempotencyKey?: string | undefined };

export type DescribedUpload = ReturnType<typeof describeUpload>;

/** Throws `file_too_large` or `unsupported_media_type`. */
export function describeUpload(wanted: WantedUpload, { policy }: Pick<UploadRules, 'policy'>) {
  const purposePolicy = policy[wanted.purpose];
  if (wanted.size > purposePolicy.maxBytes) {
    const mebibytes = Math.floor(purposePolicy.maxBytes / 1024 / 1024);
    throw new AppError('file_too_large', `The file is larger than ${mebibytes} MB.`);
  }
  const format = claimedFormat(purposePolicy, wanted);
  if (!format) {
    const names = formatNames(purposePolicy).join(', ');
    throw new AppError(
      'unsupported_media_type',
      `This file type is not accepted here. Use ${names}.`,
    );
  }
  const { contentType, extension } = storedAs(format);
  const { purpose, fileName, size: byteSize, slot = null, idempotencyKey = null } = wanted;
  const plan = planParts(byteSize);
  const sought: Sought = {
    type: purposePolicy.type,
    mimeTypes: purposePolicy.formats.map((name) => storedAs(name).contentType),
    isForLibrary: purpose.startsWith('media.'),
    draftId: wanted.draftId ?? null,
    byteSize,
    sha256: wanted.checksum?.sha256 ?? null,
    fingerprint: wanted.fingerprint ?? null,
  };
  return {
    file: {
      ...{ purpose, fileName, byteSize },
      storageKey: originalKey(purposePolicy.type, randomUUID(), extension),
    },
    type: purposePolicy.type,
    channel: 'direct' as Upload['channel'],
    contentType,
    draft: draftFor(wanted),
    slot,
    idempotencyKey,
    partByteSize: plan?.partByteSize ?? null,
    partCount: plan?.partCount ?? null,
    sought,
  };
}

/** The form an upload is for, and what is made in it, which its slot or its purpose tells. */
function draftFor({ draftId, slot, purpose }: WantedUpload): { id: string; noun?: Noun } | null {
  if (draftId === undefined) return null;
  const word = /^[a-z]+/.exec(slot ?? purpose)?.[0];
  const canBegin = z.uuid().safeParse(draftId).success;
  return { id: draftId, noun: nouns.find((noun) => canBegin && noun === word) };
}
