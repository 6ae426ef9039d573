// Tells from how ffmpeg or ffprobe ended whether the file is at fault, and how.
import 'server-only';
import { MediaFailure } from '#lib/shared/media-failure.ts';

export type Ending = {
  isLate: boolean;
  code: number | null;
  killedBy: NodeJS.Signals | string | null;
  /** The last lines of its log. */
  log: readonly string[];
};

const missingDecoder = /decoder .*not found|could not find codec parameters|unknown decoder/i;
const tooManyPixels = /exceeds specified max pixel count/i;
// Not every "error splitting" or "parsing": decoders say so of damaged packets.
const ourMistake =
  /unrecognized option|option .* not found|no such filter|unknown encoder|error splitting the argument|error parsing (options|global|filter|a filter)|unable to (find|choose) a.* format/i;
const machineTrouble =
  /no such file|no space left|cannot allocate memory|permission denied|read-only file|input\/output error|too many open files/i;

/** Whether the log says that a picture was refused for its size; ffprobe goes on and exits with 0. */
export function saysTooManyPixels(log: string): boolean {
  return tooManyPixels.test(log);
}

/**
 * A `MediaFailure` when trying again with the same file cannot help; a plain `Error` when the machine
 * or our own arguments are at fault (no space, killed from outside), which may be worth another try.
 */
export function failureOf({ isLate, code, killedBy, log }: Ending): Error {
  const tail = log.join('\n').slice(-2000);
  // SIGXCPU: the CPU limit of process-limits.ts, which only a runaway reaches.
  if (isLate || killedBy === 'SIGXCPU') {
    return new MediaFailure('processing_timeout', 'Processing took longer than allowed.');
  }
  if (killedBy === 'SIGXFSZ') {
    return new MediaFailure('corrupt_file', 'There is far more in the file than it says.');
  }
  const ending = killedBy ? `was killed by ${killedBy}` : `exited with code ${code}`;
  const cause = new Error(`ffmpeg ${ending}: ${tail}`);
  if (machineTrouble.test(tail) || ourMistake.test(tail)) return cause;
  // A decoder crashing on its input is the input's doing; any other signal came from outside.
  if (killedBy && killedBy !== 'SIGSEGV' && killedBy !== 'SIGABRT') return cause;
  if (saysTooManyPixels(tail)) {
    return new MediaFailure('too_many_pixels', 'The picture is too large.', { cause });
  }
  if (missingDecoder.test(tail)) {
    return new MediaFailure('unsupported_codec', 'No decoder for this codec.', { cause });
  }
  return new MediaFailure('corrupt_file', 'The file could not be read to its end.', { cause });
}
