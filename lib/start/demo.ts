// npm run demo: the main job without hands, from an empty folder to a film that streams.
import { join } from 'node:path';
import { binaries } from '#lib/ffmpeg/binaries.ts';
import { api, pages } from '#lib/shared/paths.ts';
import type { Film } from '#lib/shared/schemas/film.ts';
import { checkLadder, checkMp4 } from './demo/check-film.ts';
import { editorAccount } from './demo/editor-account.ts';
import { makeSample } from './demo/sample-film.ts';
import { sendFile } from './demo/send-file.ts';
import { megabytes, startSteps, tableOf } from './demo/step-table.ts';
import { signInOverHttp } from './demo/studio-client.ts';
import type { RunningApp } from './run-app.ts';
import { say } from './say.ts';
import { withApp } from './with-app.ts';

const filmSeconds = 20;

await withApp('npm run demo', async (app) => {
  const { rows, film } = await showMainJob(app);
  const cells = rows.map(({ step, ms, note }) => [step, String(Math.round(ms)), note]);
  console.log(`\n${tableOf(['step', 'ms', 'what came of it'], cells)}\n`);
  console.log(`Watch it at ${app.url}${pages.watchFilm(film.slug)}\n`);
  const isOver = process.argv.includes('--once');
  if (!isOver) say(`Cutroom goes on running at ${app.url}  (Ctrl-C stops it)`);
  return { isOver };
});

async function showMainJob(app: RunningApp) {
  const steps = startSteps(say);
  // lib/env reads the process' own environment; these are the app's.
  Object.assign(process.env, app.variables);
  const tools = await binaries();

  const sample = await steps.run(
    'Make a sample film and a poster',
    () => makeSample(tools, join(app.dataFolder, 'demo'), filmSeconds),
    () => `${filmSeconds} s of 1080p30 with sound (ffmpeg ${tools.version})`,
  );
  const account = editorAccount(app.variables, app.dataFolder);
  const studio = await steps.run(
    'Sign in over HTTP',
    () => signInOverHttp(app.url, account),
    () => account.email,
  );
  const poster = await steps.run(
    'Upload the poster',
    () => sendFile(studio, sample.poster, 'film.poster'),
    ({ byteSize, requests }) => `${megabytes(byteSize)} in ${requests} presigned PUT`,
  );
  const video = await steps.run(
    'Upload the film',
    () => sendFile(studio, sample.film, 'film.video'),
    ({ byteSize, requests }) => `${megabytes(byteSize)} in ${requests} presigned parts, 4 lanes`,
  );
  const saved = await steps.run(
    'Save the film',
    () =>
      studio.request<Film>('POST', api.records('film'), {
        title: 'Sample film',
        synopsis: '<p>Made by <strong>npm run demo</strong>.</p>',
        year: new Date().getFullYear(),
        videoId: video.media.id,
        posterId: poster.media.id,
        publishedAt: new Date().toISOString(),
      }),
    ({ slug }) => app.url + pages.watchFilm(slug),
  );
  let lastStage: string | null = null;
  await steps.run(
    'Process: last byte to ready',
    () =>
      studio.follow(video.media.id, ({ stage, progress }) => {
        if (stage !== lastStage) say(`  ${stage ?? 'ready'} (${Math.round(progress * 100)} %)`);
        lastStage = stage;
      }),
    () => `${((performance.now() - video.lastByteAt) / 1000).toFixed(1)} s after the last byte`,
  );
  const film = await studio.request<Film>('GET', api.record('film', saved.id));
  await steps.run(
    'Check the MP4 with ffprobe',
    () => checkMp4(studio, tools, film, filmSeconds),
    ({ codec, width, height, durationSeconds }) =>
      `${codec} ${width}×${height}, ${durationSeconds.toFixed(2)} s`,
  );
  await steps.run(
    'Play the HLS ladder',
    () => checkLadder(studio, film),
    ({ rungs, segments, byteSize }) =>
      `${rungs} rungs, ${segments} segments, ${megabytes(byteSize)}`,
  );
  return { rows: steps.rows, film };
}
