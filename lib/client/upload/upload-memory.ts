// What a browser remembers of its uploads from one visit to the next.
import type { Purpose } from '#lib/shared/upload-policy.ts';

export type RememberedUpload = {
  /** The server's id of the session. */
  uploadId: string;
  /** Whose it is: another person at the same browser does not see it. */
  ownerId: string;
  purpose: Purpose;
  slot: string | null;
  page: string | null;
  fileName: string;
  byteSize: number;
  lastModifiedMs: number;
  fingerprint: string;
  /** Where the browser could give one: reads the file again without another pick. */
  handle: FileSystemFileHandle | null;
  /** False when the store was seen to answer a part with an ETag that is not the part's MD5. */
  etagsAreMd5: boolean | null;
};

/** Never throws: a browser without storage remembers nothing, and the person picks the file again. */
export type UploadMemory = {
  all(ownerId: string): Promise<RememberedUpload[]>;
  remember(upload: RememberedUpload): Promise<void>;
  forget(uploadId: string): Promise<void>;
};
