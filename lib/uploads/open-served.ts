// Opening an upload whose bytes come through the app: the same rules, rows and limits as for any other.
import 'server-only';
import type { Transaction } from '../db/client.ts';
import type { Upload } from '../db/uploads.ts';
import type { Ports } from '../ports/ports.ts';
import type { Actor } from '../shared/actor.ts';
import { AppError } from '../shared/errors.ts';
import {
  claimedFormat,
  type Purpose,
  purposes,
  type UploadPolicy,
} from '../shared/upload-policy.ts';
import { describeUpload, type WantedUpload } from './describe-upload.ts';
import { openUploads } from './open-uploads.ts';
import type { UploadRules } from './policy.ts';
import { planServedParts } from './served-parts.ts';
import { onlyOne } from './settle-each.ts';

export type ServedContext = { actor: Actor; ports: Ports; rules: UploadRules };

/**
 * Writes the rows, and whatever goes `alongside`. The same idempotency key answers the same upload.
 * Throws like `createUpload`.
 */
export async function openServed(
  wanted: WantedUpload,
  context: ServedContext & {
    channel: 'tus' | 'form';
    joining?: readonly string[];
    alongside?: (tx: Transaction, upload: Upload) => Promise<void>;
  },
): Promise<Upload> {
  const { channel, ...opening } = context;
  const plan = channel === 'tus' ? planServedParts(wanted.size) : null;
  const { partByteSize = null, partCount = null } = plan ?? {};
  const described = { ...describeUpload(wanted, context.rules), channel, partByteSize, partCount };
  const opened = onlyOne(await openUploads([{ value: described }], opening));
  if (!('upload' in opened)) throw new Error('an upload was not opened');
  return opened.upload;
}

/**
 * Where a file goes that nobody said the purpose of: the library. Throws `unsupported_media_type`, or
 * `invalid_request` for a file without a name.
 */
export function libraryPurpose(
  policy: UploadPolicy,
  file: { fileName: string; contentType: string },
): Purpose {
  if (file.fileName.trim() === '') {
    const message = 'The file needs a name.';
    throw new AppError('invalid_request', message, { fields: [{ path: 'fileName', message }] });
  }
  const purpose = purposes.find(
    (name) => name.startsWith('media.') && claimedFormat(policy[name], file),
  );
  if (purpose) return purpose;
  throw new AppError('unsupported_media_type', 'Files of this type are not accepted.');
}
