// What the engine asks of the server, many small files in one round trip.
import { AppError } from '#lib/shared/errors.ts';
import type { Media } from '#lib/shared/schemas/media.ts';
import type { CompleteUpload, Duplicate, UploadTicket } from '#lib/shared/schemas/upload.ts';
import {
  completeUpload,
  completeUploads,
  createUpload,
  createUploads,
  type UploadRef,
  type WantedUpload,
} from '../uploads.ts';
import { coalesced, type Result } from './coalesce.ts';

const mostAtOnce = 50;
/** How long requests wait for company while many files are under way. */
const gatherMs = { create: 25, complete: 500 };

type Completion = { upload: UploadRef; body: CompleteUpload };

export class UploadRequests {
  /** Opens an upload. Throws what `createUpload` throws. */
  readonly create: (wanted: WantedUpload) => Promise<UploadTicket | Duplicate>;
  /** Has the server check what was stored. Throws what `completeUpload` throws. */
  readonly complete = ({ upload, body }: Completion): Promise<Media> =>
    completeUpload(upload, body);
  /** The same for files that went in one piece, several in a request: none takes long. */
  readonly completeSmall: (completion: Completion) => Promise<Media>;

  /** `isBusy` says whether so many files are under way that requests should be saved. */
  constructor(isBusy: () => boolean) {
    const gather = (milliseconds: number) => () => (isBusy() ? milliseconds : 0);
    // Those that ask for duplicates and those that do not cannot share a request.
    const asking = coalesced(createAll, mostAtOnce, gather(gatherMs.create));
    const insisting = coalesced(createAll, mostAtOnce, gather(gatherMs.create));
    this.create = (wanted) => (wanted.dedupe ? asking(wanted) : insisting(wanted));
    this.completeSmall = coalesced(completeAll, mostAtOnce, gather(gatherMs.complete));
  }
}

async function createAll(wanted: WantedUpload[]): Promise<Result<UploadTicket | Duplicate>[]> {
  const [only] = wanted;
  if (only && wanted.length === 1) return [{ value: await createUpload(only) }];
  return createUploads(wanted);
}

async function completeAll(completions: Completion[]): Promise<Result<Media>[]> {
  if (completions.length === 1) return oneByOne(completions);
  try {
    return await completeUploads(
      completions.map(({ upload, body }) => ({ id: upload.id, ...body })),
    );
  } catch (error) {
    // The login has ended: each upload still has its own token.
    if (error instanceof AppError && error.code === 'unauthenticated') return oneByOne(completions);
    throw error;
  }
}

function oneByOne(completions: Completion[]): Promise<Result<Media>[]> {
  return Promise.all(
    completions.map(({ upload, body }) =>
      completeUpload(upload, body).then(
        (value): Result<Media> => ({ value }),
        (error: unknown): Result<Media> => ({ error }),
      ),
    ),
  );
}
