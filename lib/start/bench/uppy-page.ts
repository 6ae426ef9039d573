// Runs in the page: Uppy as its own documentation sets it up, without its interface.
import AwsS3 from '@uppy/aws-s3';
import Uppy from '@uppy/core';
import { api } from '#lib/shared/paths.ts';
import type { UploadTicket } from '#lib/shared/schemas/upload.ts';
import type { Purpose } from '#lib/shared/upload-policy.ts';

export type UppyJob = {
  /** The first address of the store, with the bucket. */
  endpoint: string;
  /** With these Uppy signs in the browser, which saves it a request for each request. */
  credentials: { accessKeyId: string; secretAccessKey: string };
  isMultipart: boolean;
  chunkBytes: number;
  limit: number;
  /** Has the app make a record of each file and look at it, as the engine does; else only the store knows. */
  recordAs: Purpose | null;
};

declare global {
  interface Window {
    sendByUppy(job: UppyJob): Promise<void>;
  }
}

window.sendByUppy = async (job) => {
  const files = (await window.benchFiles) ?? [];
  const uppy = new Uppy<Record<string, string>, Record<string, string>>({
    restrictions: { maxNumberOfFiles: null },
  });
  const completing: Promise<void>[] = [];
  if (job.recordAs) recordEach(uppy, job, job.recordAs, completing);
  else {
    uppy.use(AwsS3, {
      ...howToSend(job),
      s3Endpoint: job.endpoint,
      region: 'auto',
      getCredentials: () => ({
        credentials: { ...job.credentials, sessionToken: '' },
        region: 'auto',
      }),
    });
  }
  uppy.addFiles(files.map((file) => ({ name: file.name, type: file.type, data: file })));
  const result = await uppy.upload();
  await Promise.all(completing);
  const failed = result?.failed ?? [];
  if (failed.length > 0) throw new Error(`Uppy failed: ${failed[0]?.error}`);
};

function howToSend({ isMultipart, chunkBytes, limit }: UppyJob) {
  return {
    shouldUseMultipart: isMultipart,
    getChunkSize: () => chunkBytes,
    limit,
    generateObjectKey: () => `bench/${crypto.randomUUID()}`,
  };
}

/** Our API is asked for each file when it is signed, and told of it when it is stored. */
function recordEach(
  uppy: Uppy<Record<string, string>, Record<string, string>>,
  job: UppyJob,
  purpose: Purpose,
  completing: Promise<void>[],
): void {
  const uploadIds = new Map<string, string>();
  uppy.use(AwsS3, {
    ...howToSend(job),
    // The signer is told the key alone, so the key says which file it is.
    generateObjectKey: ({ id }) => id,
    async signRequest({ key }) {
      const file = uppy.getFile(key);
      const ticket = await post<UploadTicket>(api.uploads(), {
        fileName: file.name,
        size: file.size,
        contentType: file.type,
        purpose,
      });
      if (ticket.strategy !== 'single') throw new Error('The file is too large for one PUT.');
      uploadIds.set(key, ticket.id);
      return { url: ticket.url, headers: ticket.headers };
    },
  });
  uppy.on('upload-success', (file) => {
    const uploadId = uploadIds.get(file?.id ?? '');
    if (uploadId) completing.push(post(api.completeUpload(uploadId), {}));
  });
}

async function post<Answer>(path: string, body: unknown): Promise<Answer> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}
