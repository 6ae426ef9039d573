// Structured logs on stdout: one JSON object per line.
import 'server-only';
import { type Logger, pino } from 'pino';
import { env } from './env.ts';

let root: Logger | undefined;

/** The app's logger. Give it ids, never file names or secrets. */
export function log(): Logger {
  root ??= pino({ level: env().LOG_LEVEL, base: null });
  return root;
}
