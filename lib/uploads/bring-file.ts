// A file that comes in a form, from its first byte to the media.
import 'server-only';
import type { z } from 'zod';
import type { Upload } from '../db/uploads.ts';
import { log } from '../env/log.ts';
import { AppError } from '../shared/errors.ts';
import type { Media } from '../shared/schemas/media.ts';
import { createUploadSchema } from '../shared/schemas/upload.ts';
import { claimedFormat, type Purpose, purposes } from '../shared/upload-policy.ts';
import { type Arrived, startArriving, tooLarge } from './arriving-file.ts';
import { mismatch } from './check-content.ts';
import { completeUpload } from './complete-upload.ts';
import { libraryPurpose, openServed, type ServedContext } from './open-served.ts';
import { signOfLife } from './tickets.ts';
import { servedTurns } from './turns.ts';

export type SentFile = { fileName: string; contentType: string; bytes: AsyncIterable<Uint8Array> };
export type FormPart = { field: string; value: string } | { field: string; file: SentFile };

/** What a form may say beside its file, before or behind it. */
export const fileFormSchema = createUploadSchema.pick({ purpose: true }).partial().extend({
  /** Of the whole file: compared before there is an object. */
  sha256: createUploadSchema.shape.checksum.unwrap().shape.sha256.optional(),
});
type FileForm = z.output<typeof fileFormSchema>;

/** Of a form around its file: its names, types and boundaries. */
const formBytes = 64 * 1024;

type Context = ServedContext & {
  /** Of the whole form, where it is known. */
  announcedBytes: number | null;
};

/**
 * Stores the one `file` of a form as it comes and answers its media, which is being processed then. The
 * purpose may come before or behind the file; a file without one is for the library. When anything goes
 * wrong, nothing is left. Throws like `createUpload` and `completeUpload`.
 */
export async function bringFile(parts: AsyncIterable<FormPart>, context: Context): Promise<Media> {
  const leave = await servedTurns().enter(context.actor.id);
  const said: Record<string, string> = {};
  let coming: Coming | null = null;
  try {
    for await (const part of parts) {
      if ('value' in part) {
        said[part.field] = part.value;
        continue;
      }
      if (coming || part.field !== 'file') throw invalid(part.field, 'One file, named file.');
      coming = await begin(part.file, fileFormSchema.parse(said), context);
      await coming.arriving.filled;
    }
    if (!coming) throw invalid('file', 'There is no file.');
    return await finish(coming, fileFormSchema.parse(said), context);
  } catch (error) {
    await coming?.arriving.drop(error).catch((failure: unknown) => {
      log().warn({ error: String(failure) }, 'a file that did not arrive is left to the sweep');
    });
    throw error;
  } finally {
    leave();
  }
}

type Coming = {
  file: SentFile;
  upload: Upload;
  arriving: ReturnType<typeof startArriving>;
};

/** Rows first, as always: with as many bytes as there may be. */
async function begin(file: SentFile, { purpose }: FileForm, context: Context): Promise<Coming> {
  const { rules, announcedBytes } = context;
  const meant = purpose ?? libraryPurpose(rules.policy, file);
  const limit = purpose ? rules.policy[purpose].maxBytes : largestFor(file, rules.policy);
  const announced = announcedBytes ?? limit;
  if (announced > limit + formBytes) throw tooLarge(limit);
  const { fileName, contentType } = file;
  const size = Math.max(1, Math.min(announced, limit));
  const wanted = createUploadSchema.parse({ fileName, contentType, purpose: meant, size });
  const policy = { ...rules.policy, [meant]: { ...rules.policy[meant], maxBytes: limit } };
  const asked = { ...context, rules: { ...rules, policy } };
  const upload = await openServed(wanted, { ...asked, channel: 'form' });
  return { file, upload, arriving: startArriving(upload, file.bytes, { ...context, limit }) };
}

/** As long as nobody said what a file is for: as much as it may have for anything. */
function largestFor(file: SentFile, policy: ServedContext['rules']['policy']): number {
  const fitting = purposes.filter((purpose) => claimedFormat(policy[purpose], file));
  return Math.max(...fitting.map((purpose) => policy[purpose].maxBytes));
}

async function finish(
  { file, upload, arriving }: Coming,
  said: FileForm,
  context: Context,
): Promise<Media> {
  const arrived = await arriving.filled;
  const { policy } = context.rules;
  const purpose = said.purpose ?? upload.purpose;
  if (arrived.byteSize === 0) throw invalid('file', 'The file is empty.');
  if (!claimedFormat(policy[purpose], file) || policy[purpose].type !== typeOf(upload, policy)) {
    throw new AppError('unsupported_media_type', 'This file type is not accepted here.');
  }
  if (arrived.byteSize > policy[purpose].maxBytes) throw tooLarge(policy[purpose].maxBytes);
  if (said.sha256 !== undefined && said.sha256 !== arrived.sha256) {
    const { code, text } = mismatch('SHA-256', said.sha256, arrived.sha256);
    throw new AppError(code, text);
  }
  await writeDown(upload, { ...arrived, purpose }, context);
  await arriving.end();
  return completeUpload(upload.id, context);
}

function typeOf({ purpose }: Upload, policy: ServedContext['rules']['policy']) {
  return policy[purpose].type;
}

/** What the form came to, before there is an object: whoever finishes it then, finds the truth. */
async function writeDown(
  { id, mediaId }: Upload,
  { byteSize, sha256, purpose }: Arrived & { purpose: Purpose },
  { ports, rules }: Context,
): Promise<void> {
  const life = signOfLife(ports.now(), rules);
  const isOpen = await ports.db.$transaction(async (tx) => {
    const { count } = await tx.upload.updateMany({
      where: { id, status: 'open' },
      data: { ...life, byteSize, purpose, declaredSha256: sha256 },
    });
    const data = { byteSize, purpose };
    await tx.media.updateMany({ where: { id: mediaId ?? '', deletingAt: null }, data });
    return count === 1;
  });
  if (!isOpen) throw new AppError('upload_expired', 'This upload was cancelled.');
}

function invalid(path: string, message: string): AppError {
  return new AppError('invalid_request', message, { fields: [{ path, message }] });
}
