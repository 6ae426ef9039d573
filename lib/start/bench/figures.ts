// What a benchmark prints: each figure beside what it is measured against.
import { cpus } from 'node:os';
import { tableOf } from '../demo/step-table.ts';

export type Figure = {
  what: string;
  measured: string;
  /** What it is compared with: a floor or a peer measured in the same run. */
  against?: string;
  ratio?: number;
  aim?: string;
  /** Nothing when there is no aim. */
  isMet?: boolean;
};

export const mebibyte = 1024 * 1024;

/** The figures as a table, with the machine they belong to. */
export function figureTable(figures: Figure[]): string {
  const rows = figures.map(({ what, measured, against = '', ratio, aim = '', isMet }) => [
    what,
    measured,
    against,
    ratio === undefined ? '' : ratio.toFixed(2),
    aim,
    isMet === undefined ? '' : isMet ? 'yes' : 'NO',
  ]);
  const header = ['figure', 'measured', 'floor or peer', 'ratio', 'aim', 'met'];
  return `${cpus().length} cores, ${cpus()[0]?.model}\n${tableOf(header, rows)}`;
}

/** How many times as fast as what it is compared with; the aim is at least `atLeast`. */
export function speedFigure(input: {
  what: string;
  byteSize: number;
  seconds: number;
  against: string;
  againstSeconds: number;
  atLeast: number;
}): Figure {
  const { what, byteSize, seconds, against, againstSeconds, atLeast } = input;
  const ratio = againstSeconds / seconds;
  return {
    what,
    measured: duration(byteSize, seconds),
    against: `${against}: ${duration(byteSize, againstSeconds)}`,
    ratio,
    aim: `≥ ${atLeast}`,
    isMet: ratio >= atLeast,
  };
}

/** How many times as long as its floor something takes; the aim is at most `atMost`. */
export function overheadFigure(input: {
  what: string;
  seconds: number;
  floor: string;
  floorSeconds: number;
  atMost: number;
}): Figure {
  const { what, seconds, floor, floorSeconds, atMost } = input;
  const ratio = seconds / floorSeconds;
  return {
    what,
    measured: shortTime(seconds),
    against: `${floor}: ${shortTime(floorSeconds)}`,
    ratio,
    aim: `≤ ${atMost}`,
    isMet: ratio <= atMost,
  };
}

/** `12.34 s`, and `145 ms` below one second. */
export function shortTime(seconds: number): string {
  return seconds < 1 ? `${(seconds * 1000).toFixed(0)} ms` : `${seconds.toFixed(2)} s`;
}

/** Seconds with the speed they make. */
export function duration(byteSize: number, seconds: number): string {
  return `${seconds.toFixed(2)} s (${(byteSize / mebibyte / seconds).toFixed(1)} MiB/s)`;
}

export function mebibytes(byteSize: number): string {
  return `${(byteSize / mebibyte).toFixed(1)} MiB`;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1000;
}
