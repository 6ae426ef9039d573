// Starts a Node program that ends when this process ends, however that happens.
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parentVariable } from './end-with-parent.ts';

const preload = new URL('./end-with-parent.ts', import.meta.url).href;
const projectFolder = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Runs `node <args>` in the project folder with these variables on top of our own.
 * `output` is a file descriptor, or 'inherit' for the terminal.
 */
export function spawnAttached(
  args: string[],
  variables: Record<string, string>,
  output: number | 'inherit' | 'pipe',
): ChildProcess {
  return spawn(process.execPath, ['--import', preload, ...args], {
    cwd: projectFolder,
    env: { ...process.env, ...variables, [parentVariable]: '1' },
    // The pipe on stdin carries nothing: its end tells the child that we are gone.
    stdio: ['pipe', output, output],
    // Its own group: Ctrl-C in the terminal reaches us alone, and we stop things in order.
    detached: true,
  });
}
