// Counts what came of everything, and says what is wrong by the run it belongs to.
import type { Rest } from './come-to-rest.ts';
import type { Leftovers } from './leftovers.ts';
import type { AnswersHeard } from './patience.ts';
import { type Victim, victims } from './plan-run.ts';
import type { Played } from './play-run.ts';

export type Complaint = {
  /** The seed of the run; 0: not of one run. */
  run: number;
  text: string;
};

/** Prints the counts of one act, and keeps what is wrong. */
export type Report = (what: string, rows: string[][], complaints: Complaint[]) => void;

export function complaintsOf({ examined, leftovers }: Rest): Complaint[] {
  const ofFiles = examined.flatMap(({ file, complaints }) =>
    complaints.map((text) => ({
      run: file.run,
      text: `${file.fileName} (${file.ending}): ${text}`,
    })),
  );
  const ofLeftovers = Object.entries(leftovers).flatMap(([kind, list]: [string, string[]]) =>
    list.map((text) => ({ run: runIn(text), text: `left, ${kind}: ${text}` })),
  );
  return [...ofFiles, ...ofLeftovers];
}

/** A file is named by its run. */
function runIn(text: string): number {
  return Number(/run-(\d+)-/.exec(text)?.[1] ?? 0);
}

/** A process nobody killed: the database's keeper and the runner do so while there is no database. */
export function endedByItself(message: string): boolean {
  return /^(app|worker|store): exit code/.test(message);
}

export function killRows(played: Played[], ended: readonly string[]): string[][] {
  const hits = played.flatMap((run) => run.hits);
  const count = (victim: Victim) => hits.filter((hit) => hit === victim).length;
  return [
    ['runs', String(played.length)],
    ...victims.map((victim) => [`kill -9: ${victim}`, String(count(victim))]),
    ['processes that ended by themselves', String(ended.length)],
    ['clients refused or not answered', String(played.flatMap((run) => run.refusals).length)],
  ];
}

export function restRows({ examined, leftovers, ...rest }: Rest): string[][] {
  const accepted = examined.filter(({ file }) => file.expected === 'there once');
  const given = examined.filter(({ file }) => file.expected === 'gone');
  const of = (status: string) => accepted.filter((one) => one.status === status);
  const reasons = [...new Set(of('failed').map(({ reason }) => reason))].join(', ');
  const wrong = examined.filter(({ complaints }) => complaints.length > 0);
  return [
    ['uploads accepted', String(accepted.length)],
    ['  ready', String(of('ready').length)],
    ['  failed with a reason', `${of('failed').length}${reasons && ` (${reasons})`}`],
    ['  neither', String(accepted.length - of('ready').length - of('failed').length)],
    ['given up or deleted', String(given.length)],
    ['  gone', String(given.filter(({ status }) => status === 'gone').length)],
    ['files with a complaint', String(wrong.length)],
    ...leftoverRows(leftovers),
    ['until settled', `${rest.settledAfterSeconds.toFixed(0)} s`],
    ['until nothing lay about', `${rest.sweptAfterSeconds.toFixed(0)} s`],
  ];
}

function leftoverRows(leftovers: Leftovers): string[][] {
  const words: Record<keyof Leftovers, string> = {
    orphans: 'audit: orphans',
    missing: 'audit: missing',
    mismatched: 'audit: of another size',
    openUploads: 'uploads left open',
    waitingEvents: 'events not delivered',
    openRuns: 'runs not ended',
    workFolders: 'work folders left',
    encoders: 'encoders left',
  };
  return Object.entries(words).map(([kind, word]) => [
    word,
    String(leftovers[kind as keyof Leftovers].length),
  ]);
}

export function answerRows({ problems, noProblems }: AnswersHeard): string[][] {
  return [
    ...[...problems].map(([code, count]) => [`API: ${code}`, String(count)]),
    ['API: errors that were no problem+json', String(noProblems.length)],
  ];
}
