// The same runner over fluent-ffmpeg, for short jobs.
import 'server-only';
import { spawn } from 'node:child_process';
import createCommand, { type FfmpegCommand } from 'fluent-ffmpeg';
import { failureOf } from './failures.ts';
import { quiet } from './job.ts';
import { niceness, prlimitOptions, prlimitPath } from './process-limits.ts';
import { deadlineFor, type Runner } from './run.ts';

/**
 * Runs a job through fluent-ffmpeg. It asks the binary for its formats and encoders first (30 to 140 ms),
 * which is noise for a poster; long jobs take `runDirectly`, which owns its process group.
 * Same promise as `runDirectly`, but reports no progress.
 */
export const runWithFluent: Runner = (job, { ffmpeg, timeoutSeconds, signal }) =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const command = createCommand({ niceness, stdoutLines: 40 }).setFfmpegPath(ffmpeg);
    for (const { options, path } of job.inputs) {
      // Spread: given one array, fluent-ffmpeg splits its items at spaces.
      command.input(path).inputOptions(...quiet, ...options);
    }
    if (job.graph) command.complexFilter(job.graph);
    for (const { options, path } of job.outputs) command.output(path).outputOptions(...options);

    const kill = () => processOf(command)?.kill('SIGKILL');
    const deadline = deadlineFor(timeoutSeconds, kill);
    signal?.addEventListener('abort', kill, { once: true });
    const finish = (settle: () => void) => {
      deadline.clear();
      signal?.removeEventListener('abort', kill);
      settle();
    };

    command
      .on('start', () => {
        limitRunning(processOf(command)?.pid, timeoutSeconds);
        // Aborted while fluent-ffmpeg was still asking for formats: there was no process to kill yet.
        if (signal?.aborted || deadline.isOver()) kill();
      })
      .on('end', () => finish(resolve))
      .on('error', (error: Error, _stdout: string | null, stderr: string | null) =>
        finish(() => {
          const ending = { ...endingIn(error), isLate: deadline.isOver() };
          const log = [error.message, stderr ?? ''];
          reject(signal?.aborted ? signal.reason : failureOf({ ...ending, log }));
        }),
      )
      .run();
  });

/** fluent-ffmpeg keeps its child process here; its types do not say so. */
function processOf(command: FfmpegCommand) {
  const { ffmpegProc } = command as FfmpegCommand & {
    ffmpegProc?: { pid?: number; kill(signal: NodeJS.Signals): boolean };
  };
  return ffmpegProc;
}

/** fluent-ffmpeg starts the process itself, so its limits are set a moment after. */
function limitRunning(pid: number | undefined, timeoutSeconds: number): void {
  if (!prlimitPath || pid === undefined) return;
  const limits = spawn(prlimitPath, ['--pid', String(pid), ...prlimitOptions(timeoutSeconds)], {
    stdio: 'ignore',
  });
  // A poster can be done before the limits arrive: nothing left to limit.
  limits.on('error', () => undefined);
}

/** It tells how ffmpeg ended only in words. */
function endingIn(error: Error): { code: number | null; killedBy: string | null } {
  const code = /exited with code (\d+)/.exec(error.message)?.[1];
  const killedBy = /killed with signal (\w+)/.exec(error.message)?.[1];
  return { code: code === undefined ? null : Number(code), killedBy: killedBy ?? null };
}
