// Upload rows as the domain sees them.
import 'server-only';
import type { Purpose } from '../shared/upload-policy.ts';
import type { Database } from './client.ts';
import type { Upload as UploadRow } from './generated/client.ts';

/** One act of bringing a file in. `parts` is null for a single PUT. */
export type Upload = {
  id: string;
  ownerId: string;
  mediaId: string | null;
  status: UploadRow['status'];
  purpose: Purpose;
  key: string;
  fileName: string;
  byteSize: number;
  contentType: string;
  parts: { multipartId: string | null; partByteSize: number; partCount: number } | null;
  rejection: { code: string; text: string } | null;
  expiresAt: Date;
  createdAt: Date;
};

export function toUpload(row: UploadRow): Upload {
  return {
    id: row.id,
    ownerId: row.ownerId,
    mediaId: row.mediaId,
    status: row.status,
    purpose: row.purpose as Purpose,
    key: row.storageKey,
    fileName: row.fileName,
    byteSize: Number(row.byteSize),
    contentType: row.contentType,
    parts:
      row.partByteSize && row.partCount
        ? {
            multipartId: row.multipartId,
            partByteSize: row.partByteSize,
            partCount: row.partCount,
          }
        : null,
    rejection:
      row.rejectionCode && row.rejectionText
        ? { code: row.rejectionCode, text: row.rejectionText }
        : null,
    expiresAt: row.expiresAt,
    createdAt: row.createdAt,
  };
}

/** Null also for an upload of somebody else. */
export async function findUpload(
  db: Database,
  where: { id: string; ownerId: string },
): Promise<Upload | null> {
  const row = await db.upload.findFirst({ where });
  return row && toUpload(row);
}
