// Plays one run of chaos to its end and looks at the books.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from '#lib/testing/fault-proxy/fault.ts';
import type { FaultStage } from '#lib/testing/fault-stage/fault-stage.ts';
import { makeNoiseFilm, type NoiseFilm } from '#lib/testing/fault-stage/noise-film.ts';
import type { Editor } from './editor-at-work.ts';
import type { Blow, RunPlan } from './plan-run.ts';

export type RunResult = {
  files: number;
  /** What was really done, by kind. */
  injected: Map<FaultKind | Blow, number>;
  lost: string[];
  duplicates: string[];
  orphans: string[];
};

type Set = { stage: FaultStage; editor: Editor; folder: string };

const restWithinSeconds = 120;
const balanceWithinSeconds = 20;

/** Resolves when every file is stored, or would not be in two minutes; cleans up after itself. */
export async function playRun(name: string, plan: RunPlan, set: Set): Promise<RunResult> {
  const { stage, editor, folder } = set;
  const films = await Promise.all(
    plan.fileBytes.map((byteSize, index) =>
      makeNoiseFilm(join(folder, `${name}-${index + 1}.mp4`), byteSize),
    ),
  );
  stage.forget();
  await editor.refresh();
  const rules = plan.faults.map(({ at, rule }) => ({
    kind: rule.fault.kind,
    active: stage[at].rules.add(rule),
  }));
  await editor.add(films);
  if (plan.blow) {
    await until(() => putsOf(stage) >= (plan.blow?.afterPuts ?? 0), restWithinSeconds);
    await strike(plan.blow.kind, set);
  }
  await until(() => isAtRest(films, set), restWithinSeconds);

  const injected = new Map<FaultKind | Blow, number>(plan.blow ? [[plan.blow.kind, 1]] : []);
  for (const { kind, active } of rules) {
    injected.set(kind, (injected.get(kind) ?? 0) + active.hits());
  }
  stage.forget();
  const found = await balance(films, set);
  await cleanUp(films, set);
  return { files: films.length, injected, ...found };
}

const putsOf = ({ storeRequests }: FaultStage) =>
  storeRequests.filter(({ method }) => method === 'PUT').length;

async function strike(blow: Blow, { stage, editor }: Set): Promise<void> {
  if (blow === 'app killed') return stage.killAndAwait('app');
  if (blow === 'store killed') return stage.killAndAwait('store');
  if (blow === 'offline') {
    await editor.setOffline(true);
    await delay(1000);
    return editor.setOffline(false);
  }
  return editor.loseTab();
}

async function isAtRest(films: NoiseFilm[], { stage, editor }: Set): Promise<boolean> {
  const unfinished: NoiseFilm[] = [];
  for (const film of films) {
    const records = await stage.books.recordsOf(film.fileName);
    if (!records.some(({ uploadStatus }) => uploadStatus === 'completed')) unfinished.push(film);
  }
  await editor.lookAfter(unfinished);
  return unfinished.length === 0;
}

/** What the store holds against what the database says, and against the files. */
async function balance(films: NoiseFilm[], { stage: { books }, editor }: Set) {
  const lost: string[] = [];
  const duplicates: string[] = [];
  for (const film of films) {
    const records = await books.recordsOf(film.fileName);
    const stored = records.filter(({ uploadStatus }) => uploadStatus === 'completed');
    if (stored.length > 1) duplicates.push(film.fileName);
    const hashes = await Promise.all(stored.map(({ storageKey }) => books.sha256Of(storageKey)));
    if (!hashes.includes(film.sha256)) lost.push(film.fileName);
    // Opened by a tab that was lost before it heard so: nobody will ever send it.
    for (const { uploadId, uploadStatus } of records) {
      if (uploadId && uploadStatus === 'open') await editor.cancelUpload(uploadId);
    }
  }
  await until(async () => (await books.orphans()).length === 0, balanceWithinSeconds);
  return { lost: [...lost, ...(await books.lost())], duplicates, orphans: await books.orphans() };
}

/** Frees the disk. What deleting leaves behind, the next run finds. */
async function cleanUp(films: NoiseFilm[], { stage, editor }: Set): Promise<void> {
  for (const film of films) {
    for (const { mediaId } of await stage.books.recordsOf(film.fileName)) {
      await editor.deleteMedia(mediaId);
    }
    await rm(film.path);
  }
}

/** Gives up in silence: what is not so then shows in the books. */
async function until(isSo: () => boolean | Promise<boolean>, seconds: number): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await isSo()) && performance.now() < deadline) await delay(50);
}
