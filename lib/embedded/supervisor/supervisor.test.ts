// Proves that services come back after being killed, stop in order, and leave nothing behind.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freePort } from '../processes/free-port.ts';
import { isAlive, startMark } from '../processes/process-identity.ts';
import { spawnAttached } from '../processes/spawn-attached.ts';
import { openPorts } from './ports.ts';
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

test.runIf(process.platform === 'linux')(
  'what a killed process left in a group of its own ends with it',
  async () => {
    const web = await webServer('web');
    const { args } = await web.command();
    const code = `
      const { spawn } = require('node:child_process');
      const stray = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true });
      console.log('stray', stray.pid);
      ${args[1]}
    `;
    const kept = await supervisor.run({
      ...web,
      command: () => ({ args: ['-e', code], variables: {} }),
    });
    const log = readFileSync(join(dataFolder, 'logs', 'web.log'), 'utf8');
    const stray = Number(/stray (\d+)/.exec(log)?.[1]);
    expect(isAlive(stray)).toBe(true);
    process.kill(kept.pid() ?? 0, 'SIGKILL');
    await vi.waitUntil(() => told.includes('web runs again'), { timeout: 10_000 });
    await vi.waitUntil(() => startMark(stray) === null, { timeout: 5_000 });
  },
);

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

test('one that may be silent for longer is not replaced for being slow', async () => {
  let looks = 0;
  const kept = await supervisor.run({
    ...(await webServer('web')),
    mayBeSilentSeconds: 600,
    isHealthy: () => {
      looks += 1;
      return healthyUntilFrozen();
    },
  });
  const firstPid = kept.pid();
  isFrozen = true;
  const looksBefore = looks;
  await vi.waitUntil(() => looks > looksBefore + 3 * patience.checks.badOnesAllowed, {
    timeout: 10_000,
  });
  isFrozen = false;
  expect(kept.pid()).toBe(firstPid);
  process.kill(firstPid ?? 0, 'SIGKILL');
  await vi.waitUntil(() => told.includes('web runs again'), { timeout: 10_000 });
  expect(told[0]).toBe('web: killed by SIGKILL, starting it again');
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

test("a stranger's answer is not taken for health", async () => {
  const stranger = await listen(await freePort());
  const service = webServerAt('web', portOf(stranger));
  await expect(supervisor.run(service)).rejects.toThrow(/EADDRINUSE/);
  stranger.close();
});

test('a service whose port was taken comes back on another, also while it runs', async () => {
  const ports = openPorts({
    file: join(dataFolder, 'ports.json'),
    preferred: { web: await freePort() },
  });
  const strangers: Server[] = [];
  let isThiefAround = true;
  const kept = await supervisor.run({
    ...program('web', ''),
    command: async () => {
      const port = await ports.claim('web');
      // Between our look at the port and the start of the process.
      if (isThiefAround) strangers.push(await listen(port));
      isThiefAround = false;
      return webServerAt('web', port).command();
    },
    isHealthy: (instanceId) => answersHttp(`http://127.0.0.1:${ports.current().web}`, instanceId),
  });
  expect(strangers.map(portOf)).not.toContain(ports.current().web);

  isThiefAround = true;
  process.kill(kept.pid() ?? 0, 'SIGKILL');
  await vi.waitUntil(() => told.includes('web runs again'), { timeout: 10_000 });
  expect(strangers).toHaveLength(2);
  expect(strangers.map(portOf)).not.toContain(ports.current().web);
  for (const stranger of strangers) stranger.close();
});

test('a service that is to hear of a change starts anew, with a fresh command', async () => {
  const web = await webServer('web');
  let starts = 0;
  await supervisor.run({
    ...web,
    command: () => {
      starts += 1;
      return web.command();
    },
  });
  supervisor.restart('web', 'the store moved');
  await vi.waitUntil(() => told.includes('web runs again'), { timeout: 10_000 });
  expect(told[0]).toBe('web: the store moved, starting it again');
  expect(starts).toBe(2);
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
  await vi.waitUntil(() => startMark(recordedPid('slow')) !== null, { timeout: 10_000 });
  const pid = recordedPid('slow');
  await supervisor.stop();
  expect(await running).toMatch(/stopping/);
  expect(isAlive(pid)).toBe(false);
});

test('the next supervisor ends what a killed one left, and nothing else', async () => {
  const leftover = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await supervisor.stop();
  recordProcess(join(dataFolder, 'processes'), 'leftover', leftover.pid ?? 0, 'an id');
  writeFileSync(
    join(dataFolder, 'processes', 'stranger.json'),
    JSON.stringify({ pid: stranger.pid, startMark: 'of a process long gone' }),
  );
  supervisor = await begin();
  expect(told).toEqual(['Ended what an earlier run left behind: leftover']);
  await vi.waitUntil(() => leftover.signalCode === 'SIGTERM', { timeout: 10_000 });
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
  return webServerAt(name, await freePort());
}

function webServerAt(name: string, port: number): Service {
  const code = `
    require('node:http').createServer((_, response) => response.end('ok')).listen(${port}, '127.0.0.1');
    process.on('SIGTERM', () => { console.log('stopped at', performance.timeOrigin + performance.now()); process.exit(0); });
  `;
  return {
    ...program(name, code),
    isHealthy: (instanceId) => answersHttp(`http://127.0.0.1:${port}`, instanceId),
  };
}

function program(name: string, code: string): Service {
  return {
    name,
    command: () => ({ args: ['-e', code], variables: {} }),
    isHealthy: async () => false,
    startWithinSeconds: 15,
    stopWithinSeconds: 5,
  };
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer((_, response) => response.end('ok')).listen(port, '127.0.0.1', () =>
      resolve(server),
    );
  });
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

const stoppedAt = (log: string) => Number(/stopped at ([\d.]+)/.exec(log)?.[1] ?? Number.NaN);

function recordedPid(name: string): number {
  try {
    return JSON.parse(readFileSync(join(dataFolder, 'processes', `${name}.json`), 'utf8')).pid;
  } catch {
    return 0;
  }
}
