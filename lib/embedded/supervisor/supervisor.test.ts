// Proves that services come back after being killed, stop in order, and leave nothing behind.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freePort } from '../processes/free-port.ts';
import { isAlive, startMark } from '../processes/process-identity.ts';
import { spawnAttached } from '../processes/spawn-attached.ts';
import { recordProcess } from './process-records.ts';
import { answersHttp, type Service } from './service.ts';
import { type Supervisor, supervise } from './supervisor.ts';

const patience = {
  firstAttempts: 2,
  firstPauseSeconds: 0.02,
  longestPauseSeconds: 0.1,
  forgivenAfterSeconds: 60,
  checks: { everySeconds: 0.1, badOnesAllowed: 2 },
};

let dataFolder: string;
let told: string[];
let supervisor: Supervisor;

const begin = () =>
  supervise({ dataFolder, holder: 'the test', tell: (message) => told.push(message), patience });

beforeEach(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'cutroom-supervisor-'));
  told = [];
  supervisor = await begin();
});
afterEach(async () => {
  await supervisor.stop();
  rmSync(dataFolder, { recursive: true });
});

test('a service killed with -9 is started again', async () => {
  const kept = await supervisor.run(await webServer('web'));
  const firstPid = kept.pid() ?? 0;
  process.kill(firstPid, 'SIGKILL');
  await vi.waitUntil(() => told.includes('web runs again'), { timeout: 10_000 });
  expect(kept.pid()).not.toBe(firstPid);
  expect(told[0]).toBe('web: killed by SIGKILL, starting it again');
});

test('a service that stops answering is replaced', async () => {
  const kept = await supervisor.run({ ...(await webServer('web')), isHealthy: healthyUntilFrozen });
  const firstPid = kept.pid() ?? 0;
  isFrozen = true;
  await vi.waitUntil(() => told.length > 0, { timeout: 10_000 });
  isFrozen = false;
  await vi.waitUntil(() => told.includes('web runs again'), { timeout: 10_000 });
  expect(told[0]).toBe('web: it does not answer, starting it again');
  expect(isAlive(firstPid)).toBe(false);
});

test('services stop newest first, and the data folder is free again', async () => {
  const pids: Record<string, number> = {};
  for (const name of ['first', 'second']) {
    pids[name] = (await supervisor.run(await webServer(name))).pid() ?? 0;
  }
  await supervisor.stop();
  const log = (name: string) => readFileSync(join(dataFolder, 'logs', `${name}.log`), 'utf8');
  expect(stoppedAt(log('second'))).toBeLessThanOrEqual(stoppedAt(log('first')));
  expect(Object.values(pids).filter(isAlive)).toEqual([]);
  supervisor = await begin();
});

test('a second supervisor is told who holds the data folder', async () => {
  await expect(begin()).rejects.toThrow(/is in use by the test/);
});

test('a service that cannot start fails with the end of its log', async () => {
  const broken = program('broken', 'console.error("no such film"); process.exit(3)');
  await expect(supervisor.run(broken)).rejects.toThrow(/exit code 3.*no such film/s);
});

test('stopping does not wait for a service that is still starting', async () => {
  const slow = { ...program('slow', 'setInterval(() => {}, 1000)'), isHealthy: async () => false };
  const running = supervisor.run(slow).catch((error: Error) => error.message);
  await vi.waitUntil(() => startMark(recordedPid('slow')) !== null);
  const pid = recordedPid('slow');
  await supervisor.stop();
  expect(await running).toMatch(/stopping/);
  expect(isAlive(pid)).toBe(false);
});

test('the next supervisor ends what a killed one left, and nothing else', async () => {
  const leftover = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await supervisor.stop();
  recordProcess(join(dataFolder, 'processes'), 'leftover', leftover.pid ?? 0);
  writeFileSync(
    join(dataFolder, 'processes', 'stranger.json'),
    JSON.stringify({ pid: stranger.pid, startMark: 'of a process long gone' }),
  );
  supervisor = await begin();
  expect(told).toEqual(['Ended what an earlier run left behind: leftover']);
  await vi.waitUntil(() => leftover.signalCode === 'SIGTERM');
  expect(isAlive(stranger.pid ?? 0)).toBe(true);
  stranger.kill('SIGKILL');
});

test('what a process started attached ends when that process is killed with -9', async () => {
  const code = `
    import { spawnAttached } from ${JSON.stringify(join(import.meta.dirname, '../processes/spawn-attached.ts'))};
    const child = spawnAttached(['-e', 'setInterval(() => {}, 1000)'], {}, 'inherit');
    console.log(child.pid);
    setInterval(() => {}, 1000);
  `;
  const parent = spawnAttached(['--input-type=module', '-e', code], {}, 'pipe');
  const line = await new Promise((resolve) => parent.stdout?.once('data', resolve));
  const grandchild = Number(String(line));
  expect(isAlive(grandchild)).toBe(true);
  parent.kill('SIGKILL');
  await vi.waitUntil(() => startMark(grandchild) === null, { timeout: 10_000 });
});

let isFrozen = false;
async function healthyUntilFrozen(): Promise<boolean> {
  return !isFrozen;
}

async function webServer(name: string): Promise<Service> {
  const port = await freePort();
  const code = `
    require('node:http').createServer((_, response) => response.end('ok')).listen(${port}, '127.0.0.1');
    process.on('SIGTERM', () => { console.log('stopped at', performance.timeOrigin + performance.now()); process.exit(0); });
  `;
  return { ...program(name, code), isHealthy: () => answersHttp(`http://127.0.0.1:${port}`) };
}

function program(name: string, code: string): Service {
  return {
    name,
    args: ['-e', code],
    variables: {},
    isHealthy: async () => false,
    startWithinSeconds: 15,
    stopWithinSeconds: 5,
  };
}

const stoppedAt = (log: string) => Number(/stopped at ([\d.]+)/.exec(log)?.[1] ?? Number.NaN);

function recordedPid(name: string): number {
  try {
    return JSON.parse(readFileSync(join(dataFolder, 'processes', `${name}.json`), 'utf8')).pid;
  } catch {
    return 0;
  }
}
