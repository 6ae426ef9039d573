// How close an upload through presigned multipart comes to putting the same bytes raw.
import { randomBytes, randomUUID } from 'node:crypto';
import { openAsBlob, readFileSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { api } from '#lib/shared/paths.ts';
import { createR2Storage } from '#lib/storage/r2.ts';
import { sendFile } from '../demo/send-file.ts';
import type { StudioClient } from '../demo/studio-client.ts';
import type { RunningApp } from '../run-app.ts';
import { type Metered, meterProcess } from './process-meter.ts';

const mebibyte = 1024 * 1024;
const fileBytes = 256 * mebibyte;
const rounds = 3;

export type UploadFigures = {
  rawSeconds: number;
  uploadSeconds: number;
  memoryGrowthBytes: number;
  readBytes: number;
};

/** Medians of rounds in turn, so that a noisy moment hits both. The server is watched meanwhile. */
export async function benchUpload(app: RunningApp, studio: StudioClient): Promise<UploadFigures> {
  const path = await makeFile(join(app.dataFolder, 'bench'));
  const pid = JSON.parse(readFileSync(join(app.dataFolder, 'processes', 'app.json'), 'utf8')).pid;
  await clearUp(studio, (await uploadOnce(studio, path)).mediaId);
  const raw: number[] = [];
  const uploads: Metered<Upload>[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    raw.push(await putRaw(app, path));
    const upload = await meterProcess(pid, () => uploadOnce(studio, path));
    uploads.push(upload);
    await clearUp(studio, upload.result.mediaId);
  }
  return {
    rawSeconds: median(raw),
    uploadSeconds: median(uploads.map(({ result }) => result.seconds)),
    memoryGrowthBytes: Math.max(...uploads.map((upload) => upload.memoryGrowthBytes)),
    readBytes: Math.max(...uploads.map((upload) => upload.readBytes)),
  };
}

type Upload = { seconds: number; mediaId: string };

/** From the first request to the answer that the file is stored and checked. */
async function uploadOnce(studio: StudioClient, path: string): Promise<Upload> {
  const startedAt = performance.now();
  const { media } = await sendFile(studio, path, 'film.video');
  return { seconds: secondsSince(startedAt), mediaId: media.id };
}

/**
 * The functions run in the same process as the app and read what was uploaded: they have to be done
 * (noise is no film, so they fail) before the next upload is measured.
 */
async function clearUp(studio: StudioClient, mediaId: string): Promise<void> {
  await studio.follow(mediaId, () => {}).catch(() => {});
  await studio.request('DELETE', api.oneMedia(mediaId));
}

/** One presigned PUT of the whole file by the same client: the floor. */
async function putRaw({ variables }: RunningApp, path: string): Promise<number> {
  const storage = createR2Storage({
    endpoint: variables.R2_ENDPOINT ?? '',
    accessKeyId: variables.R2_ACCESS_KEY_ID ?? '',
    secretAccessKey: variables.R2_SECRET_ACCESS_KEY ?? '',
    bucket: variables.R2_BUCKET ?? '',
  });
  const key = `bench/${randomUUID()}`;
  const object = { key, byteSize: fileBytes, contentType: 'video/mp4', expiresInSeconds: 600 };
  const { url, headers } = await storage.signPut(object);
  const body = await openAsBlob(path);
  const startedAt = performance.now();
  const answer = await fetch(url, { method: 'PUT', headers, body });
  if (!answer.ok) throw new Error(`the store answered ${answer.status}`);
  const seconds = secondsSince(startedAt);
  await storage.remove([key]);
  return seconds;
}

/** Random bytes behind the first box of an MP4, so that the content check lets it in. */
async function makeFile(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'noise.mp4');
  const file = await open(path, 'w');
  for (let written = 0; written < fileBytes; written += mebibyte) {
    await file.write(randomBytes(mebibyte), 0, mebibyte, written);
  }
  const box = Buffer.alloc(24);
  box.writeUInt32BE(box.length, 0);
  box.write('ftypisom', 4, 'latin1');
  box.write('isomiso2', 16, 'latin1');
  await file.write(box, 0, box.length, 0);
  await file.close();
  return path;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1000;
}
