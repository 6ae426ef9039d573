#!/usr/bin/env node
// The command `cutroom`: runs under any Node from 20 on, and hands over to one that knows TypeScript.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { findNode } from './find-node.mjs';

const inProject = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

if (!existsSync(inProject('node_modules/zod/package.json'))) {
  fail(`Its packages are not installed: run "npm ci" in ${inProject('')} first.`);
}
try {
  handOver(findNode());
} catch (error) {
  fail(error.message);
}

/** Runs the command where it was typed, and ends as it ends. */
function handOver(node) {
  const args = ['--disable-warning=ExperimentalWarning', inProject('lib/cli/main.ts')];
  const child = spawn(node, [...args, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${node} does not run: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0));
  });
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
