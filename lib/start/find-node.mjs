// Which Node runs the TypeScript of this project: the one that comes as a package, or ours when it can.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

// The first that runs TypeScript files without a flag.
const oldestForTypeScript = [22, 18];

/** The path of a Node; throws an Error that says what to do when there is none. */
export function findNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const packaged = join(projectFolder, 'node_modules', 'node', 'bin', name);
  const answer = spawnSync(packaged, ['--version'], { encoding: 'utf8' });
  if (answer.status === 0) return packaged;
  if (isAtLeast(process.versions.node, oldestForTypeScript)) return process.execPath;
  throw new Error(
    `The Node that comes with Cutroom is not there: npm did not run its install script.\n` +
      `Run "npm rebuild node", or use Node ${oldestForTypeScript.join('.')} or newer (this is ${process.version}).`,
  );
}

/** Whether `20.11.1` is at least `[20, 0]`. */
export function isAtLeast(version, [major, minor]) {
  const [ownMajor, ownMinor] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
