// The processes of the app and of what it runs on, and what the processor does for them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { median } from './figures.ts';
import { processorSeconds } from './process-meter.ts';
import type { StudioBrowser } from './studio-browser.ts';

const names = ['app', 'worker', 'store', 'functions'] as const;
const quietMs = 500;
/** Of one core, all of them together. */
const quietShare = 0.08;
const patienceMs = 120_000;

export function processId(dataFolder: string, name: (typeof names)[number]): number {
  return JSON.parse(readFileSync(join(dataFolder, 'processes', `${name}.json`), 'utf8')).pid;
}

/**
 * Resolves once nothing is left to do after an upload: work on media would slow down the next one.
 */
export async function restOf(dataFolder: string): Promise<void> {
  const busySeconds = () =>
    names.reduce((sum, name) => sum + processorSeconds(processId(dataFolder, name)).own, 0);
  const deadline = performance.now() + patienceMs;
  for (let before = busySeconds(); ; before = busySeconds()) {
    await setTimeout(quietMs);
    if (busySeconds() - before < (quietShare * quietMs) / 1000) return;
    if (performance.now() > deadline) throw new Error('The app does not come to rest.');
  }
}

export type Busy = Record<(typeof names)[number] | 'browser' | 'benchmark', number>;

/** Runs the work and answers beside its result the seconds of processor time each part took. */
export async function whoIsBusy<Result>(
  dataFolder: string,
  browser: StudioBrowser,
  work: () => Promise<Result>,
): Promise<{ result: Result; busy: Busy }> {
  const before = await busySeconds(dataFolder, browser);
  const result = await work();
  const after = await busySeconds(dataFolder, browser);
  const keys = Object.keys(after) as (keyof Busy)[];
  return {
    result,
    busy: Object.fromEntries(keys.map((key) => [key, after[key] - before[key]])) as Busy,
  };
}

/** The medians of several, in one line. */
export function busyLine(all: Busy[]): string {
  const keys = Object.keys(all[0] ?? {}) as (keyof Busy)[];
  const seconds = (key: keyof Busy) => median(all.map((busy) => busy[key])).toFixed(2);
  return `processor seconds of one upload: ${keys.map((key) => `${key} ${seconds(key)}`).join(', ')}`;
}

async function busySeconds(dataFolder: string, browser: StudioBrowser): Promise<Busy> {
  const processes = await browser.processes();
  const { user, system } = process.cpuUsage();
  return {
    app: processorSeconds(processId(dataFolder, 'app')).own,
    worker: processorSeconds(processId(dataFolder, 'worker')).own,
    store: processorSeconds(processId(dataFolder, 'store')).own,
    functions: processorSeconds(processId(dataFolder, 'functions')).own,
    browser: processes.reduce((sum, { cpuTime }) => sum + cpuTime, 0),
    benchmark: (user + system) / 1e6,
  };
}
