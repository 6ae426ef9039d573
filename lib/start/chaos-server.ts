// npm run chaos:server: uploads and processing while every process is killed by seeded chance, disks are
// full and the database is away; then what was lost, done twice or left lying about.
import { randomBytes, randomInt } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from '#lib/embedded/processes/free-port.ts';
import { usualPatience } from '#lib/embedded/supervisor/keep-running.ts';
import { playHardships, type SmallDisks } from './chaos-server/play-hardships.ts';
import { playKills } from './chaos-server/play-kills.ts';
import { mountSmallDisk } from './chaos-server/small-disk.ts';
import { hurriedSweeps, openStage, type Stage } from './chaos-server/stage.ts';
import { type Complaint, endedByItself } from './chaos-server/tally.ts';
import { tableOf } from './demo/step-table.ts';
import { say } from './say.ts';
import { type Act, withApps } from './with-app.ts';

const usage = 'Usage: npm run chaos:server -- [--runs 20] [--seed 1] [--only kills|hardships]';
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
});
const runs = Number(values.runs);
const seed = Number(values.seed ?? randomInt(1, 1_000_000));
const isKnown = values.only === undefined || ['kills', 'hardships'].includes(values.only);
if (!Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed) || !isKnown) {
  console.error(usage);
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'cutroom-chaos-server-'));
// Postgres runs as another user where we are root, and has to pass through.
chmodSync(folder, 0o711);
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const account = { email: 'chaos@cutroom.local', password: randomBytes(12).toString('hex') };
const name = 'npm run chaos:server';

/** Room for the few files of the hardships. */
const megabytes = { store: 128, work: 64 };

const complaints: Complaint[] = [];
/** What the supervisor said of processes that nobody killed. */
const ended: string[] = [];
const isChosen = (act: string) => (values.only ?? act) === act;
const disks = isChosen('hardships') ? mountDisks() : { store: null, work: null };
const plays: Record<string, (stage: Stage) => Promise<void>> = {
  kills: (stage) => playKills(stage, { runs, seed, ended }, report),
  hardships: (stage) => playHardships(stage, disks, report),
};
const chosen = Object.entries(plays).filter(([act]) => isChosen(act));
await withApps(name, await Promise.all(chosen.map(actOf)));

async function actOf(
  [act, play]: [string, (stage: Stage) => Promise<void>],
  index: number,
): Promise<Act> {
  return {
    overrides: {
      ...hurriedSweeps,
      DATA_DIR: join(folder, act),
      PORT: String(await freePort()),
      SEED_EDITOR_EMAIL: account.email,
      SEED_EDITOR_PASSWORD: account.password,
      ...(act === 'hardships' && disks.work && { MEDIA_TMP_DIR: disks.work.folder }),
    },
    // What ends again and again is started again at once: more lives to take.
    patience: { ...usualPatience, longestPauseSeconds: 1 },
    tell(message) {
      say(message);
      if (endedByItself(message)) ended.push(message);
    },
    async work(app) {
      const stage = await openStage(app, account, join(folder, 'files'));
      await play(stage);
      complain(ended.splice(0).map((text) => ({ run: 0, text: `nobody killed ${text}` })));
      complain(stage.heard.noProblems.map((text) => ({ run: 0, text: `no problem: ${text}` })));
      await stage.world.db.$disconnect();
      if (index === chosen.length - 1 && complaints.length > 0) throw new Error(verdict());
      return { isOver: true };
    },
  };
}

function mountDisks(): SmallDisks {
  const dataFolder = join(folder, 'hardships');
  mkdirSync(dataFolder);
  chmodSync(dataFolder, 0o711);
  return {
    store: mountSmallDisk(join(dataFolder, 'store'), megabytes.store),
    work: mountSmallDisk(join(folder, 'hardships-work'), megabytes.work),
  };
}

function report(what: string, rows: string[][], found: Complaint[]): void {
  console.log(`\n${tableOf([what, 'count'], rows)}\n`);
  complain(found);
}

function complain(found: Complaint[]): void {
  complaints.push(...found);
  for (const { text } of found) say(`  ${text}`);
}

/** How to play what was wrong alone. */
function verdict(): string {
  const seeds = [...new Set(complaints.flatMap(({ run }) => (run > 0 ? run : [])))];
  const again = seeds.map((run) => `${name} -- --only kills --runs 1 --seed ${run}`);
  return [
    `${complaints.length} complaints: something was lost, done twice or left lying about.`,
    ...again.map((command) => `Again: ${command}`),
  ].join('\n');
}
