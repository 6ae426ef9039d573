// Keeps one service running: restarts it with growing pauses until it is told to stop.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type Child,
  howItEnded,
  isRunning,
  killFamily,
  startChild,
  stopChild,
  untilHealthy,
  untilUnfit,
} from './child.ts';
import { logTail, rotateLog } from './log-file.ts';
import { forgetProcess, recordProcess } from './process-records.ts';
import type { Service } from './service.ts';

export type KeptService = {
  name: string;
  /** Of the process that runs now; undefined between two. */
  pid(): number | undefined;
  /** Has the process start anew with a fresh command; `reason` is what people are told. */
  restart(reason: string): void;
  /** Ends the process. Only after `stopping` was aborted: before, it would be started again. */
  end(): Promise<void>;
};

export type Patience = {
  firstAttempts: number;
  /** The pause before a restart doubles from the first to the longest. */
  firstPauseSeconds: number;
  longestPauseSeconds: number;
  /** A process that ran this long starts again with the first pause. */
  forgivenAfterSeconds: number;
  checks: { everySeconds: number; badOnesAllowed: number };
};

export const usualPatience: Patience = {
  firstAttempts: 3,
  firstPauseSeconds: 0.25,
  longestPauseSeconds: 15,
  forgivenAfterSeconds: 60,
  checks: { everySeconds: 5, badOnesAllowed: 6 },
};

export type KeepOptions = {
  folders: { logs: string; records: string };
  tell(message: string): void;
  /** Aborted when nothing is to be started any more. */
  stopping: AbortSignal;
  patience?: Patience;
};

/**
 * Resolves once the service is healthy for the first time; from then on it is restarted whenever it
 * ends or stays unhealthy. Throws with the end of its log when it does not start at all.
 */
export async function keepRunning(service: Service, options: KeepOptions): Promise<KeptService> {
  const { folders, tell, stopping, patience = usualPatience } = options;
  const logFile = join(folders.logs, `${service.name}.log`);
  let child: Child;
  let wish: string | undefined;

  async function launch(): Promise<void> {
    stopping.throwIfAborted();
    rotateLog(logFile);
    child = await startChild(service, logFile);
    if (child.pid !== undefined) {
      recordProcess(folders.records, service.name, child.pid, child.instanceId);
    }
    try {
      await untilHealthy(service, child, stopping);
    } catch (error) {
      await stopChild(child, stopping.aborted ? service.stopWithinSeconds : 0);
      throw error;
    }
  }

  async function launchFirst(attempt = 1): Promise<void> {
    try {
      await launch();
    } catch (cause) {
      stopping.throwIfAborted();
      if (attempt < patience.firstAttempts) return launchFirst(attempt + 1);
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`${reason}. The end of ${logFile}:\n${logTail(logFile)}`, { cause });
    }
  }

  async function restartWhenUnfit(): Promise<void> {
    let pauseSeconds = patience.firstPauseSeconds;
    let healthySince = performance.now();
    for (;;) {
      await untilUnfit(service, child, patience.checks, stopping);
      if (stopping.aborted) return;
      tell(`${service.name}: ${wish ?? howItEnded(child)}, starting it again`);
      wish = undefined;
      killFamily(child);
      if (performance.now() - healthySince > patience.forgivenAfterSeconds * 1000) {
        pauseSeconds = patience.firstPauseSeconds;
      }
      await delay(pauseSeconds * 1000, undefined, { signal: stopping });
      pauseSeconds = Math.min(pauseSeconds * 2, patience.longestPauseSeconds);
      try {
        await launch();
        healthySince = performance.now();
        tell(`${service.name} runs again`);
      } catch {
        // Its log says why; the loop sees that it is gone and tries again.
        if (!stopping.aborted) tell(`${service.name} does not start; ${logFile} says why`);
      }
    }
  }

  await launchFirst();
  // A process that never ends must not fill the disk either.
  const rotation = setInterval(() => rotateLog(logFile), 60_000);
  const watch = restartWhenUnfit().catch((error: unknown) => {
    if (!stopping.aborted) throw error;
  });

  return {
    name: service.name,
    pid: () => (isRunning(child) ? child.pid : undefined),
    restart(reason) {
      if (!isRunning(child)) return;
      wish = reason;
      void stopChild(child, service.stopWithinSeconds);
    },
    async end() {
      await watch;
      clearInterval(rotation);
      await stopChild(child, service.stopWithinSeconds);
      forgetProcess(folders.records, service.name);
    },
  };
}
