// cutroom upload: looks for files, brings them in, says what became of each.
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { speakTo } from '#lib/client/api.ts';
import { getUploadPolicy } from '#lib/client/uploads.ts';
import { AppError } from '#lib/shared/errors.ts';
import type { UploadPolicy } from '#lib/shared/upload-policy.ts';
import { awaitReady } from './await-ready.ts';
import { FilesUnderWay, patience } from './bring-files.ts';
import { type ChosenFile, choosePurpose } from './choose-purpose.ts';
import { failureOf } from './failure-of.ts';
import type { Settings } from './read-arguments.ts';
import type { FileOutcome, Standing, Teller, Totals } from './teller.ts';
import { createUploadNotes } from './upload-notes.ts';
import { type LeftOut, MissingPath, walkPaths } from './walk-paths.ts';

export const exitCodes = { all: 0, some: 1, nothingTried: 2, interrupted: 130 } as const;

type Surroundings = { teller: Teller; notesFolder: string; signal: AbortSignal };

/** Answers the exit code; everything else is told. Stops soon after the signal aborts. */
export async function uploadCommand(
  settings: Settings,
  { teller, notesFolder, signal }: Surroundings,
): Promise<number> {
  const startedAtMs = performance.now();
  speakTo(settings.server, { authorization: `Bearer ${settings.token}` });
  const plan = await makePlan(settings, signal).catch((error: unknown) => {
    if (!signal.aborted) teller.refused(refusalOf(error, settings));
    return null;
  });
  if (!plan) return signal.aborted ? exitCodes.interrupted : exitCodes.nothingTried;
  const { files, leftOut } = plan;
  const bytes = files.reduce((sum, { byteSize }) => sum + byteSize, 0);
  teller.planned({ files: files.length, bytes, leftOut });
  const outcomes = await bringAll(files, settings, { teller, notesFolder, signal });
  const totals: Totals = {
    ...countOutcomes(outcomes, files.length),
    leftOut: leftOut.length,
    seconds: (performance.now() - startedAtMs) / 1000,
  };
  const exitCode = exitCodeOf(totals, files.length, signal);
  teller.ended(totals, exitCode);
  return exitCode;
}

type Plan = { files: ChosenFile[]; leftOut: LeftOut[] };

async function makePlan({ paths, kind }: Settings, signal: AbortSignal): Promise<Plan> {
  const policy: UploadPolicy = await getUploadPolicy(signal);
  const plan: Plan = { files: [], leftOut: [] };
  for await (const found of walkPaths(paths)) {
    signal.throwIfAborted();
    const choice = 'file' in found ? choosePurpose(found.file, kind.purposes, policy) : found;
    if ('chosen' in choice) plan.files.push(choice.chosen);
    else plan.leftOut.push(choice.leftOut);
  }
  return plan;
}

async function bringAll(
  files: ChosenFile[],
  { server, kind, as, waits }: Settings,
  { teller, notesFolder, signal }: Surroundings,
): Promise<Map<string, FileOutcome>> {
  const outcomes = new Map<string, FileOutcome>();
  const onSettled = (outcome: FileOutcome) => {
    outcomes.set(outcome.path, outcome);
    teller.settled(outcome);
  };
  let last: Standing | null = null;
  const onMoved = (standing: Standing) => {
    last = standing;
    teller.moved(standing);
  };
  const notes = createUploadNotes(notesFolder);
  await notes.forgetOld();
  const placeOf = ({ path }: ChosenFile) => [server, hostname(), resolve(path), as];
  const wishes = { record: kind.record, notes, placeOf, signal, onMoved, onSettled };
  await new FilesUnderWay(files, wishes).settleAll();
  if (!waits || signal.aborted) return outcomes;
  const stored = [...outcomes.values()].flatMap((outcome) =>
    outcome.status === 'stored' || outcome.status === 'already'
      ? { ...outcome, wasThere: outcome.status === 'already' }
      : [],
  );
  const onWaiting = (processing: number) => last && teller.moved({ ...last, processing });
  const waiting = awaitReady(stored, { onSettled, onWaiting }, patience(signal));
  await waiting.catch((error: unknown) => {
    if (signal.aborted) return;
    // They are stored; that they are ready nobody can say.
    for (const { path, status } of outcomes.values()) {
      if (status === 'stored' || status === 'already')
        onSettled({ path, status: 'failed', ...failureOf(error) });
    }
  });
  return outcomes;
}

function countOutcomes(outcomes: Map<string, FileOutcome>, files: number) {
  const counts = { stored: 0, already: 0, failed: 0 };
  for (const outcome of outcomes.values()) {
    const wasThere = outcome.status === 'ready' ? outcome.wasThere : outcome.status === 'already';
    if (outcome.status === 'failed') counts.failed += 1;
    else if (wasThere) counts.already += 1;
    else counts.stored += 1;
  }
  return { ...counts, unfinished: files - outcomes.size };
}

function exitCodeOf({ failed }: Totals, files: number, signal: AbortSignal): number {
  if (signal.aborted) return exitCodes.interrupted;
  return failed > 0 || files === 0 ? exitCodes.some : exitCodes.all;
}

function refusalOf(error: unknown, { server }: Settings): string {
  if (error instanceof MissingPath) return error.message;
  if (error instanceof AppError) return `${server} refused: ${error.message}`;
  return `${server} does not answer.`;
}
