// npm run chaos: uploads in a real browser while everything goes wrong by seeded chance, and what was lost.
import { randomBytes, randomInt } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort, lastingFreePort } from '#lib/embedded/processes/free-port.ts';
import { openFaultStage, proxiedStore } from '#lib/testing/fault-stage/fault-stage.ts';
import { seededRandom } from '#lib/testing/seeded-random.ts';
import { seatEditor } from './chaos/editor-at-work.ts';
import { planRun } from './chaos/plan-run.ts';
import { playRun, type RunResult } from './chaos/play-run.ts';
import { tableOf } from './demo/step-table.ts';
import { findBrowser } from './find-browser.ts';
import { say } from './say.ts';
import { withApp } from './with-app.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '20' }, seed: { type: 'string' } },
});
const runs = Number(values.runs);
const seed = Number(values.seed ?? randomInt(1_000_000));
if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed)) {
  console.error('Usage: npm run chaos -- [--runs 20] [--seed 1]');
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'cutroom-chaos-'));
// Postgres runs as another user where we are root, and has to pass through.
chmodSync(folder, 0o711);
mkdirSync(join(folder, 'files'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const account = { email: 'chaos@cutroom.local', password: randomBytes(12).toString('hex') };
const ports = { app: await lastingFreePort(), store: await lastingFreePort() };

await withApp(
  'npm run chaos',
  async (app) => {
    const executablePath = await findBrowser(say);
    const stage = await openFaultStage(app, ports);
    const editor = await seatEditor({ executablePath, url: stage.url, account });
    say(`${runs} runs from seed ${seed}`);
    const results: RunResult[] = [];
    for (let run = seed; run < seed + runs; run += 1) {
      const set = { stage, editor, folder: join(folder, 'files') };
      const result = await playRun(`run-${run}`, planRun(seededRandom(run)), set).catch((cause) => {
        throw new Error(`Run ${run} broke off: ${cause}. ${again(run)}`, { cause });
      });
      results.push(result);
      say(`run ${run}: ${lineOf(result)}`);
      for (const complaint of complaintsOf(result)) say(`  ${complaint}`);
    }
    await editor.leave();
    await stage.stop();
    console.log(`\n${tableOf(['what', 'count'], rowsOf(results))}\n`);
    const failed = results.findIndex((result) => complaintsOf(result).length > 0);
    if (failed < 0) return { isOver: true };
    throw new Error(`Something was lost, doubled or left over. ${again(seed + failed)}`);
  },
  {
    DATA_DIR: join(folder, 'data'),
    PORT: String(await freePort()),
    SEED_EDITOR_EMAIL: account.email,
    SEED_EDITOR_PASSWORD: account.password,
    ...proxiedStore(ports),
  },
);

/** How to play one run alone. */
function again(run: number): string {
  return `Again: npm run chaos -- --runs 1 --seed ${run}`;
}

function complaintsOf({ lost, duplicates, orphans }: RunResult): string[] {
  return [
    ...lost.map((name) => `lost: ${name}`),
    ...duplicates.map((name) => `duplicate: ${name}`),
    ...orphans.map((name) => `orphan: ${name}`),
  ];
}

function lineOf({ files, injected }: RunResult): string {
  const faults = [...injected].filter(([, count]) => count > 0);
  return `${files} files; ${faults.map(([kind, count]) => `${count} × ${kind}`).join(', ') || 'no fault'}`;
}

function rowsOf(results: RunResult[]): string[][] {
  const injected = new Map<string, number>();
  for (const [kind, count] of results.flatMap((result) => [...result.injected])) {
    injected.set(kind, (injected.get(kind) ?? 0) + count);
  }
  const sum = (count: (result: RunResult) => number) =>
    String(results.reduce((total, result) => total + count(result), 0));
  return [
    ['runs', String(results.length)],
    ['files', sum(({ files }) => files)],
    ...[...injected].sort().map(([kind, count]) => [`fault: ${kind}`, String(count)]),
    ['lost', sum(({ lost }) => lost.length)],
    ['duplicate', sum(({ duplicates }) => duplicates.length)],
    ['orphan', sum(({ orphans }) => orphans.length)],
  ];
}
