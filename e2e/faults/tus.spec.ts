// Any tus client brings its files, whatever happens to the app meanwhile: here tus-js-client.
import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Upload, type UploadOptions } from 'tus-js-client';
import { api } from '#lib/shared/paths.ts';
import type { NoiseFilm } from '#lib/testing/fault-stage/noise-film.ts';
import { expect, type Program, test } from './support/program-test.ts';
import { expectExactlyOnce } from './support/uploading.ts';

const mebibyte = 1024 * 1024;

/** Begins to send; `done` is settled when the file is there, or given up. */
function send(home: string, film: NoiseFilm, program: Program, options: UploadOptions = {}) {
  const done = Promise.withResolvers<void>();
  const upload = new Upload(createReadStream(film.path), {
    endpoint: home + api.tus(),
    headers: program.headers,
    uploadSize: film.byteSize,
    chunkSize: 8 * mebibyte,
    metadata: { filename: film.fileName, filetype: 'video/mp4', purpose: 'film.video' },
    // What is killed is back within seconds; its turn at an upload ends by itself within ten.
    retryDelays: Array.from({ length: 40 }, () => 500),
    onSuccess: () => done.resolve(),
    onError: done.reject,
    ...options,
  });
  upload.start();
  return { upload, done: done.promise };
}

test('a file comes in four parts at once', async ({ stage, film, program }) => {
  const bytes = await readFile(film.path);
  const done = Promise.withResolvers<void>();
  new Upload(bytes, {
    endpoint: stage.url + api.tus(),
    headers: program.headers,
    parallelUploads: 4,
    metadata: { filename: film.fileName, filetype: 'video/mp4', purpose: 'film.video' },
    onSuccess: () => done.resolve(),
    onError: done.reject,
  }).start();
  await done.promise;
  await expectExactlyOnce(stage, film);
  await program.expectNoFindings();
});

test('the app is killed in the middle of a tus upload', async ({ stage, film, program }) => {
  const bytes = await readFile(film.path);
  const rule = stage.app.rules.add({
    match: { method: 'PATCH' },
    fault: { kind: 'stall', afterBytes: 20 * mebibyte },
  });
  const offsets: number[] = [];
  const done = Promise.withResolvers<void>();
  new Upload(bytes, {
    endpoint: stage.url + api.tus(),
    headers: program.headers,
    metadata: { filename: film.fileName, filetype: 'video/mp4', purpose: 'film.video' },
    retryDelays: Array.from({ length: 40 }, () => 500),
    onAfterResponse: (_, answer) => {
      const offset = answer.getHeader('Upload-Offset');
      if (offset) offsets.push(Number(offset));
    },
    onSuccess: () => done.resolve(),
    onError: done.reject,
  }).start();
  await expect.poll(() => stage.books.storedPartsOf(film.fileName)).toContain(2);
  await Promise.all([stage.killAndAwait('app'), rule.remove()]);
  await done.promise;
  // What was stored before the kill was not sent again.
  expect(offsets[0]).toBeGreaterThanOrEqual(8 * mebibyte);
  await expectExactlyOnce(stage, film);
  await program.expectNoFindings();
});

test('the app is killed while four parts are on their way', async ({ stage, film, program }) => {
  const bytes = await readFile(film.path);
  const rule = stage.app.rules.add({
    match: { method: 'PATCH' },
    fault: { kind: 'stall', afterBytes: 9 * mebibyte },
  });
  const done = Promise.withResolvers<void>();
  new Upload(bytes, {
    endpoint: stage.url + api.tus(),
    headers: program.headers,
    parallelUploads: 4,
    metadata: { filename: film.fileName, filetype: 'video/mp4', purpose: 'film.video' },
    retryDelays: Array.from({ length: 40 }, () => 500),
    onSuccess: () => done.resolve(),
    onError: done.reject,
  }).start();
  await expect.poll(() => rule.hits()).toBe(4);
  await Promise.all([stage.killAndAwait('app'), rule.remove()]);
  await done.promise;
  await expectExactlyOnce(stage, film);
  await program.expectNoFindings();
});

test('a wrong checksum is refused, and a file taken back is gone', async ({
  stage,
  film,
  program,
}) => {
  const refused = send(stage.url, film, program, {
    onBeforeRequest: (request) => {
      if (request.getMethod() === 'PATCH') {
        request.setHeader('Upload-Checksum', `sha1 ${Buffer.alloc(20).toString('base64')}`);
      }
    },
  });
  await expect(refused.done).rejects.toThrow(/response code: 460/);
  await refused.upload.abort(true);
  expect(await stage.books.recordsOf(film.fileName)).toEqual([]);
  await program.expectNoFindings();
});

test('curl sends a file in a form', async ({ stage, film, program }) => {
  const { authorization = '' } = program.headers;
  const { stdout } = await promisify(execFile)('curl', [
    ...[
      '--silent',
      '--show-error',
      '--fail-with-body',
      '--header',
      `authorization: ${authorization}`,
    ],
    ...['--form', 'purpose=film.video', '--form', `file=@${film.path}`],
    stage.url + api.uploadMedia(),
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ fileName: film.fileName, fileSize: film.byteSize });
  await expectExactlyOnce(stage, film);
  await program.expectNoFindings();
});
