// The curl commands of /docs, one after the other, by curl itself against the app as it runs.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Step, walkThrough, walkThroughFile } from '#lib/shared/walk-through.ts';
import { people } from './support/people.ts';
import { expect, test } from './support/test.ts';
import { uniqueFile } from './support/unique-file.ts';

const run = promisify(execFile);

test('the commands of the documentation do what they say', async ({ baseURL }) => {
  const folder = mkdtempSync(join(tmpdir(), 'cutroom-curl-'));
  copyFileSync(await uniqueFile('poster', walkThroughFile), join(folder, walkThroughFile));
  // Beside what a command prints, the status of its answer in a line of its own.
  writeFileSync(join(folder, '.curlrc'), 'silent\nshow-error\nwrite-out = "\\n%{http_code}"\n');
  const known: NodeJS.ProcessEnv = {
    ...{ NODE_ENV: 'test' as const },
    ...{ PATH: process.env.PATH ?? '', CURL_HOME: folder, CUTROOM_URL: baseURL ?? '' },
    ...{ EMAIL: people.editor.email, PASSWORD: people.editor.password },
  };
  const ask = async ({ command }: Step) => {
    const { stdout } = await run('sh', ['-c', command], { cwd: folder, env: known });
    const at = stdout.lastIndexOf('\n');
    return { status: Number(stdout.slice(at + 1)), text: stdout.slice(0, at) };
  };
  for (const step of walkThrough) {
    await test.step(step.title, async () => {
      let answer = await ask(step);
      const { until } = step;
      if (until) {
        const isSo = async () => {
          answer = await ask(step);
          return JSON.parse(answer.text)[until.field];
        };
        await expect.poll(isSo, { timeout: 60_000 }).toBe(until.is);
      }
      const isRight = step.status ? answer.status === step.status : answer.status < 300;
      expect(isRight, `${answer.status} ${answer.text}`).toBe(true);
      for (const [name, field] of Object.entries(step.keep ?? {})) {
        known[name] = String(JSON.parse(answer.text)[field]);
      }
    });
  }
  const sent = readFileSync(join(folder, walkThroughFile));
  expect(readFileSync(join(folder, 'downloaded.jpg')).equals(sent)).toBe(true);
});
