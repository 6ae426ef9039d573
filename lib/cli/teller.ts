// What the command has to say, in whichever way it is said.
import type { Keeper } from './keep-record.ts';
import type { LeftOut } from './walk-paths.ts';

/** What became of one file. `already`: the same content was there before, and nothing was sent. */
export type FileOutcome = { path: string } & (
  | { status: 'stored' | 'already'; mediaId: string; record: Keeper | null }
  | { status: 'ready'; mediaId: string; wasThere: boolean }
  | { status: 'failed'; code: string; message: string; mediaId?: string }
);

export type Standing = {
  filesDone: number;
  files: number;
  sentBytes: number;
  bytes: number;
  /** Null until enough was sent to tell. */
  bytesPerSecond: number | null;
  /** What travels now, and how much of it has left. */
  travelling: { path: string; share: number }[];
  /** Stored, but not processed yet. */
  processing: number;
};

export type Totals = {
  stored: number;
  already: number;
  failed: number;
  leftOut: number;
  /** Not tried, or not done, when the command was interrupted. */
  unfinished: number;
  seconds: number;
};

export type Teller = {
  planned(plan: { files: number; bytes: number; leftOut: readonly LeftOut[] }): void;
  /** As often as anything moves: the teller decides how much of it is told. */
  moved(standing: Standing): void;
  settled(outcome: FileOutcome): void;
  ended(totals: Totals, exitCode: number): void;
  /** Why nothing was tried. */
  refused(sentence: string): void;
};
