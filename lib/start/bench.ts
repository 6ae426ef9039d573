// npm run bench: figures of this machine, each beside a floor measured in the same run.
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#lib/embedded/processes/free-port.ts';
import { benchProcessing } from './bench/bench-processing.ts';
import { benchUpload } from './bench/bench-upload.ts';
import { tableOf } from './demo/step-table.ts';
import { signInOverHttp } from './demo/studio-client.ts';
import { say } from './say.ts';
import { withApp } from './with-app.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'cutroom-bench-'));
// Postgres runs as another user where we are root, and has to pass through.
chmodSync(dataFolder, 0o711);
process.on('exit', () => rmSync(dataFolder, { recursive: true, force: true }));
const editor = { email: 'bench@cutroom.local', password: randomBytes(12).toString('hex') };

await withApp(
  'npm run bench',
  async (app) => {
    // lib/env reads the process' own environment; these are the app's.
    Object.assign(process.env, app.variables);
    const studio = await signInOverHttp(app.url, editor);
    say('Uploading 256 MiB, in turn with raw PUTs of the same bytes …');
    const upload = await benchUpload(app, studio);
    say('Processing 20 s of 1080p, in turn with bare ffmpeg …');
    const processing = await benchProcessing(app, studio);

    const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
    const seconds = (value: number) => `${value.toFixed(2)} s`;
    const speed = (value: number) => `${(256 / value).toFixed(0)} MiB/s`;
    const rows = [
      [
        'upload of 256 MiB, presigned multipart, 4 lanes',
        `${seconds(upload.uploadSeconds)} (${speed(upload.uploadSeconds)})`,
        `${seconds(upload.rawSeconds)} (${speed(upload.rawSeconds)}), one raw PUT`,
        (upload.rawSeconds / upload.uploadSeconds).toFixed(2),
        '≥ 0.90',
      ],
      [
        'memory growth of the app server meanwhile',
        mebibytes(upload.memoryGrowthBytes),
        '',
        '',
        '< 30 MiB',
      ],
      [
        'all bytes the app server read meanwhile',
        mebibytes(upload.readBytes),
        '256 MiB sent',
        '',
        '0 of the file',
      ],
      [
        'last byte to ready, 20 s of 1080p',
        seconds(processing.readySeconds),
        `${seconds(processing.bareSeconds)}, bare ffmpeg, one process`,
        (processing.readySeconds / processing.bareSeconds).toFixed(2),
        '≤ 1.15',
      ],
    ];
    console.log(`\n${cpus().length} cores, ${cpus()[0]?.model}`);
    console.log(`${tableOf(['what', 'measured', 'floor', 'ratio', 'aim'], rows)}\n`);
    return { isOver: true };
  },
  {
    DATA_DIR: dataFolder,
    PORT: String(await freePort()),
    SEED_EDITOR_EMAIL: editor.email,
    SEED_EDITOR_PASSWORD: editor.password,
  },
);
