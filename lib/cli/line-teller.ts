// For people, where lines cannot be drawn again (a file, a pipe, a log): a line for each thing that is over.
import { formatBytes, formatPercent, formatSpeed } from '#lib/client/format.ts';
import { printable } from './printable.ts';
import type { FileOutcome, Standing, Teller, Totals } from './teller.ts';
import type { LeftOut } from './walk-paths.ts';

const everyMs = 10_000;
const locale = 'en';

/** `write` gets whole lines; how far it is comes every ten seconds. */
export function createLineTeller(write: (text: string) => void, now: () => number): Teller {
  const say = (line: string) => write(`${line}\n`);
  let toldAtMs = now();
  return {
    planned({ files, bytes, leftOut }) {
      for (const line of leftOutLines(leftOut)) say(line);
      if (files === 0) say('There is nothing to upload.');
      else say(`${count(files, 'file')} to upload, ${formatBytes(bytes, locale)}`);
    },
    moved(standing) {
      if (now() - toldAtMs < everyMs) return;
      toldAtMs = now();
      say(standingLine(standing));
    },
    settled: (outcome) => say(outcomeLine(outcome)),
    ended: (totals, exitCode) => say(endLine(totals, exitCode)),
    refused: (sentence) => say(printable(sentence)),
  };
}

/** One line for each reason, with the first few files it is about. */
export function leftOutLines(leftOut: readonly LeftOut[]): string[] {
  const named = 3;
  const byReason = Map.groupBy(leftOut, ({ sentence }) => sentence);
  return [...byReason].map(([sentence, files]) => {
    const paths = files.slice(0, named).map(({ path }) => printable(path));
    const others = files.length - paths.length;
    const list = others > 0 ? `${paths.join(', ')} and ${others} more` : paths.join(', ');
    return `Left out: ${list}. ${sentence}`;
  });
}

export function outcomeLine(outcome: FileOutcome): string {
  const path = printable(outcome.path);
  if (outcome.status === 'failed') return `✗ ${path}: ${printable(outcome.message)}`;
  if (outcome.status === 'already') return `= ${path} is there already`;
  return outcome.status === 'ready' ? `✓ ${path} is ready` : `✓ ${path}`;
}

/** `2 of 7 files, 37% of 1.5 GB, 12.4 MB/s, 3 being processed`. */
export function standingLine(standing: Standing): string {
  const { filesDone, files, sentBytes, bytes, bytesPerSecond, processing } = standing;
  const share = bytes === 0 ? 1 : sentBytes / bytes;
  return [
    `${filesDone} of ${count(files, 'file')}`,
    `${formatPercent(share, locale)} of ${formatBytes(bytes, locale)}`,
    ...(bytesPerSecond ? [formatSpeed(bytesPerSecond, locale)] : []),
    ...(processing > 0 ? [`${processing} being processed`] : []),
  ].join(', ');
}

export function endLine(totals: Totals, exitCode: number): string {
  const { stored, already, failed, leftOut, unfinished, seconds } = totals;
  const line = [
    `${count(stored, 'file')} uploaded`,
    ...(already > 0 ? [`${already} there already`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(leftOut > 0 ? [`${leftOut} left out`] : []),
    ...(unfinished > 0 ? [`${unfinished} not done`] : []),
  ].join(', ');
  const ending = exitCode === 130 ? ' Interrupted: the same command again goes on from here.' : '';
  return `${line}, in ${seconds.toFixed(1)} s.${ending}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
