// The command line of cutroom: reads what was typed, runs it, ends with the right code.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createBarTeller } from './bar-teller.ts';
import { help } from './help.ts';
import { createJsonTeller } from './json-teller.ts';
import { createLineTeller } from './line-teller.ts';
import { readArguments } from './read-arguments.ts';
import type { Teller } from './teller.ts';
import { exitCodes, uploadCommand } from './upload-command.ts';

/** One Ctrl-C may arrive twice: from the terminal, and from whoever started us. */
const sameSignalMs = 1000;

const asked = readArguments(process.argv.slice(2), process.env);
if ('help' in asked) process.stdout.write(help);
else if ('mistake' in asked) {
  process.stderr.write(`${asked.mistake}\n\ncutroom --help says how.\n`);
  process.exitCode = exitCodes.nothingTried;
} else {
  const { settings } = asked;
  const code = await uploadCommand(settings, {
    teller: tellerFor(settings.isJson),
    notesFolder: join(stateFolder(), 'cutroom', 'uploads'),
    signal: untilInterrupted(),
  });
  // Connections that are kept open, and an upload that was given up, hold nobody up.
  process.stdout.write('', () => process.exit(code));
}

function tellerFor(isJson: boolean): Teller {
  if (isJson) return createJsonTeller((text) => process.stdout.write(text), Date.now);
  const write = (text: string) => process.stderr.write(text);
  if (!process.stderr.isTTY) return createLineTeller(write, Date.now);
  return createBarTeller(write, Date.now, () => process.stderr.columns ?? 80);
}

/** Aborts at the first Ctrl-C; the next one ends the process. */
function untilInterrupted(): AbortSignal {
  const interruption = new AbortController();
  let atMs = 0;
  const interrupt = () => {
    if (atMs > 0 && performance.now() - atMs > sameSignalMs) process.exit(exitCodes.interrupted);
    atMs ||= performance.now();
    interruption.abort(new DOMException('The command was interrupted.', 'AbortError'));
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, interrupt);
  return interruption.signal;
}

/** Where programs keep what they go on with (XDG Base Directory; on Windows the local data). */
function stateFolder(): string {
  const { XDG_STATE_HOME, LOCALAPPDATA } = process.env;
  return XDG_STATE_HOME || LOCALAPPDATA || join(homedir(), '.local', 'state');
}
