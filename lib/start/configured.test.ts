// Proves that a process that runs on services of its own names those that are missing, and makes none up.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { inProject } from './project.ts';

const complete = {
  DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/nothing',
  ...{ R2_ENDPOINT: 'http://127.0.0.1:9', R2_BUCKET: 'bucket' },
  ...{ R2_ACCESS_KEY_ID: 'a', R2_SECRET_ACCESS_KEY: 'b' },
  ...{ INNGEST_EVENT_KEY: 'k', INNGEST_SIGNING_KEY: 'signkey-test-00' },
  NEXTAUTH_SECRET: 'x'.repeat(32),
};

function run(command: 'web' | 'worker', variables: Record<string, string>) {
  const args = ['--conditions=react-server', inProject('lib', 'start', `${command}.ts`)];
  const empty = Object.fromEntries(Object.keys(complete).map((name) => [name, '']));
  const env = { ...process.env, ...empty, ...variables };
  return spawnSync(process.execPath, args, { cwd: inProject(), env, encoding: 'utf8' });
}

test.each(['web', 'worker'] as const)('%s says everything that is missing, and ends', (command) => {
  const { status, stderr } = run(command, { R2_BUCKET: 'bucket', VIDEO_CRF: '99' });
  expect(status).toBe(1);
  const missing = Object.keys(complete).filter((name) => name !== 'R2_BUCKET');
  for (const name of missing) expect(stderr).toContain(`${name}: not set`);
  expect(stderr).toContain('VIDEO_CRF');
  expect(stderr).not.toContain('R2_BUCKET');
});

test('web says when its database does not answer, and ends', () => {
  const { status, stderr } = run('web', complete);
  expect(status).toBe(1);
  expect(stderr).toMatch(/The database of DATABASE_URL cannot be used: .*ECONNREFUSED/);
});
