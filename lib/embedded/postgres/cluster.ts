// Makes the data folder of a Postgres, whole or not at all.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { userName } from './home.ts';
import { giveTo, type Owner } from './owner.ts';

const making = 'data-being-made-';

/**
 * Runs initdb unless there is a cluster already. Call it under the start lock: what an interrupted
 * earlier run left behind is removed.
 */
export async function makeCluster(input: {
  dataFolder: string;
  parent: string;
  initdb: string;
  owner: Owner;
  password: string;
  /** False for throw-away clusters: skips waiting for the disk. */
  isDurable: boolean;
}): Promise<void> {
  const { dataFolder, parent, initdb, owner, password } = input;
  for (const name of readdirSync(parent)) {
    if (name.startsWith(making)) rmSync(join(parent, name), { recursive: true, force: true });
  }
  if (existsSync(join(dataFolder, 'PG_VERSION'))) return;

  const draft = mkdtempSync(join(parent, making));
  const passwordFile = `${draft}-password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  giveTo(owner, draft);
  giveTo(owner, passwordFile);
  try {
    await run(initdb, owner, [
      ...['-D', draft, '-U', userName, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
      // The same on every machine, and lower('É') is 'é', which the plain C locale does not know.
      ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...['--no-instructions', ...(input.isDurable ? [] : ['--no-sync'])],
    ]);
    renameSync(draft, dataFolder);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function run(program: string, owner: Owner, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...owner,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    });
    let complaint = '';
    child.stderr.on('data', (chunk) => {
      complaint += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`initdb failed: ${complaint.trim()}`));
    });
  });
}
