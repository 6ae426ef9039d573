// The way in: runs under any Node from 20 on with nothing installed, then hands over to Node 24.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findNode, isAtLeast } from './find-node.mjs';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
const inProject = (...parts) => join(projectFolder, ...parts);

const oldestNode = [20, 0];

/** They do without what only tests and checks need. */
const servesOnly = new Set(['start', 'web', 'worker', 'database', 'audit', 'sweep', 'bucket']);

const command = process.argv[2] ?? '';
const commandFile = inProject('lib', 'start', `${command}.ts`);

if (!isAtLeast(process.versions.node, oldestNode)) {
  fail(`Cutroom needs Node 20 or newer; this is ${process.version}. See https://nodejs.org`);
}
if (!/^[a-z-]+$/.test(command) || !existsSync(commandFile)) {
  fail(
    'Usage: npm start | npm run web | npm run worker | npm run dev | npm run demo | npm run bench | npm run chaos | npm run chaos:server | npm run migrate | npm run audit | npm run sweep | npm run bucket:setup | npm run check | npm test',
  );
}
if (!isInstalled()) install();
try {
  handOver(findNode());
} catch (error) {
  fail(error.message);
}

/** Whether node_modules holds what the lockfile asks for, whoever installed it. */
function isInstalled() {
  const wanted = readPackages(inProject('package-lock.json'));
  // npm writes this one last: an interrupted install does not have it.
  const present = readPackages(inProject('node_modules', '.package-lock.json'));
  if (!wanted) return present !== null;
  if (!present) return false;
  return Object.entries(wanted).every(([path, { version, optional, dev, devOptional, link }]) => {
    if (path === '' || link) return true;
    const found = present[path];
    if (found) return found.version === version;
    return optional || ((dev || devOptional) && servesOnly.has(command));
  });
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

function install() {
  const verb = existsSync(inProject('package-lock.json')) ? 'ci' : 'install';
  console.log(`Installing packages (npm ${verb}); this happens once`);
  // Building and testing need them, also where NODE_ENV says production.
  const args = [verb, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const { status } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], { cwd: projectFolder, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: projectFolder, stdio: 'inherit', shell: true });
  if (status !== 0)
    fail(`npm ${verb} failed: see above. Without a network nothing can be installed.`);
}

/** Runs the command and ends as it ends. */
function handOver(node) {
  const preloads = [
    inProject('lib', 'embedded', 'processes', 'end-with-parent.ts'),
    // A command may import what is generated: in a fresh clone that is not there yet.
    inProject('lib', 'start', 'sources-first.ts'),
  ].flatMap((file) => ['--import', pathToFileURL(file).href]);
  const args = ['--conditions=react-server', ...preloads, commandFile, ...process.argv.slice(3)];
  const child = spawn(node, args, {
    cwd: projectFolder,
    // The pipe on stdin tells the command when this process is gone, even by kill -9.
    stdio: ['pipe', 'inherit', 'inherit'],
    env: {
      // Compiled code is kept for the next start, of this and of all it starts.
      NODE_COMPILE_CACHE: inProject('node_modules', '.cache', 'cutroom', 'compiled'),
      ...process.env,
      END_WITH_PARENT: '1',
      PATH: withOurTools(process.env.PATH),
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) endWithNpm(child);
  child.on('error', (error) => fail(`${node} does not run: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0));
  });
}

/** When npm is killed with -9 nobody tells us: we look whether it is still there. */
function endWithNpm(child) {
  const npm = npmProcess();
  setInterval(() => isAlive(npm) || child.kill('SIGTERM'), 1000).unref();
}

/** Our parent, or its parent where npm keeps a shell between itself and us. */
function npmProcess() {
  const [parentOfParent, name = ''] = processFacts(process.ppid);
  return /(^|\/)(ba|da)?sh$/.test(name) ? Number(parentOfParent) : process.ppid;
}

function processFacts(pid) {
  const stat = `/proc/${pid}/stat`;
  if (existsSync(stat)) {
    const [, name, parent] = /\((.*)\) \S (\d+)/.exec(readFileSync(stat, 'utf8')) ?? [];
    return [parent, name];
  }
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], {
    encoding: 'utf8',
  });
  return (stdout ?? '').trim().split(/\s+/);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function withOurTools(path = '') {
  return [inProject('node_modules', '.bin'), path].join(delimiter);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
