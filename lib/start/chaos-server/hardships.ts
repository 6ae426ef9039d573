// What is not over in a moment: a full disk under the worker, a full disk under the store, a database that is away.
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError, errorStatus } from '#lib/shared/errors.ts';
import { api } from '#lib/shared/paths.ts';
import { NoProblem } from '../demo/studio-client.ts';
import type { Kind } from './plan-run.ts';
import type { SentFile } from './play-run.ts';
import { sendPlanned } from './send-planned.ts';
import type { SmallDisk } from './small-disk.ts';
import type { Stage } from './stage.ts';
import { postgresProcesses, signal, strike } from './strike.ts';

export type Hardship = {
  files: SentFile[];
  /** What the API said meanwhile, by status and code, with the longest it took. */
  said: string;
  complaints: string[];
};

/** How long each lasts: longer than the app waits for a database, shorter than its own deadlines. */
const lastsSeconds = 35;
const askEveryMs = 500;
/** Whatever the matter is, a caller is told so within this time. */
const answeredWithinSeconds = 30;

/** The worker can neither fetch an original nor write a rendition. */
export async function fullWorkFolder(stage: Stage, disk: SmallDisk): Promise<Hardship> {
  await disk.fill();
  const sent = bringIn(stage, 'full-work-folder', ['picture', 'sound', 'film', 'film in chunks']);
  const asked = await askMeanwhile(stage);
  await disk.free();
  return { ...asked, files: await sent };
}

/** The store takes nothing: what is on its way waits, and so does what was just made. */
export async function fullStore(stage: Stage, disk: SmallDisk): Promise<Hardship> {
  const before = await bringIn(stage, 'before-full-store', ['film', 'film in chunks', 'picture']);
  await disk.fill();
  const sent = bringIn(stage, 'full-store', ['picture', 'film', 'large film']);
  const asked = await askMeanwhile(stage);
  await disk.free();
  return { ...asked, files: [...before, ...(await sent)] };
}

/** As when the machine of the database hangs: connections stay open, nobody answers. */
export async function frozenDatabase(stage: Stage): Promise<Hardship> {
  const before = await bringIn(stage, 'before-frozen-database', ['film', 'picture']);
  const frozen = postgresProcesses(stage.app.dataFolder);
  for (const pid of frozen) signal(pid, 'SIGSTOP');
  const sent = bringIn(stage, 'frozen-database', ['picture', 'sound', 'large film']);
  const asked = await askMeanwhile(stage);
  for (const pid of frozen) signal(pid, 'SIGCONT');
  return { ...asked, files: [...before, ...(await sent)] };
}

/** It is killed whenever it has come back. */
export async function goneDatabase(stage: Stage): Promise<Hardship> {
  const before = await bringIn(stage, 'before-gone-database', ['film', 'picture']);
  const { dataFolder } = stage.app;
  const killer = setInterval(() => strike(dataFolder, ['postgres']), 100);
  strike(dataFolder, ['postgres']);
  const sent = bringIn(stage, 'gone-database', ['picture', 'sound', 'large film']);
  const asked = await askMeanwhile(stage).finally(() => clearInterval(killer));
  return { ...asked, files: [...before, ...(await sent)] };
}

async function bringIn(stage: Stage, name: string, kinds: Kind[]): Promise<SentFile[]> {
  const sent = kinds.map(async (kind, index): Promise<SentFile> => {
    const file = await stage.makeFresh(kind, `${name}-${index + 1}`);
    const expected = await sendPlanned(stage.studio, file, 'told');
    await rm(file.path);
    return { ...file, run: 0, ending: 'told', expected };
  });
  return Promise.all(sent);
}

/** A caller without patience asks for a list again and again. */
async function askMeanwhile({ hasty }: Stage): Promise<Pick<Hardship, 'said' | 'complaints'>> {
  const longest = new Map<string, number>();
  const complaints: string[] = [];
  const deadline = performance.now() + lastsSeconds * 1000;
  while (performance.now() < deadline) {
    const askedAt = performance.now();
    const word = await hasty.request('GET', `${api.media()}?pageSize=1`).then(() => '200', wordOf);
    const seconds = (performance.now() - askedAt) / 1000;
    longest.set(word, Math.max(longest.get(word) ?? 0, seconds));
    if (word.startsWith('!')) complaints.push(`the API said: ${word.slice(1)}`);
    if (seconds > answeredWithinSeconds) complaints.push(`no answer for ${seconds.toFixed(0)} s`);
    await delay(askEveryMs);
  }
  const said = [...longest].map(([word, seconds]) => `${word} (≤ ${seconds.toFixed(1)} s)`);
  return { said: said.join(', '), complaints: [...new Set(complaints)] };
}

/** What is wrong begins with an exclamation mark: what is no problem+json, or says nothing. */
function wordOf(error: unknown): string {
  if (error instanceof AppError) {
    const isClear = error.code !== 'internal';
    return `${isClear ? '' : '!'}${errorStatus[error.code]} ${error.code}`;
  }
  return `!${error instanceof NoProblem ? error.message : String(error)}`;
}
