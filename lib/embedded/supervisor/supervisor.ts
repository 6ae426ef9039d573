// The one supervisor of a data folder: starts services in order, stops them in reverse.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lockHolder, tryFileLock } from '../processes/file-lock.ts';
import { type KeptService, keepRunning, type Patience } from './keep-running.ts';
import { endLeftovers } from './process-records.ts';
import type { Service } from './service.ts';

export type Supervisor = {
  /** Resolves once the service is healthy; it is kept running from then on. */
  run(service: Service): Promise<KeptService>;
  /** Starts a service anew that has to hear of a change; one still starting, once it is healthy. */
  restart(name: string, reason: string): void;
  /** Stops all services, newest first, and frees the data folder. Safe to call twice. */
  stop(): Promise<void>;
  logsFolder: string;
};

/**
 * Takes the data folder for this process and ends what an earlier, killed supervisor left running.
 * Throws naming the holder when another living process has the folder.
 */
export async function supervise(input: {
  dataFolder: string;
  /** What a second starter is told, such as `npm start (process 12)`. */
  holder: string;
  tell(message: string): void;
  patience?: Patience;
}): Promise<Supervisor> {
  const { dataFolder, holder, tell, patience } = input;
  mkdirSync(dataFolder, { recursive: true });
  const lockPath = join(dataFolder, 'lock');
  const lock = tryFileLock(lockPath, holder);
  if (!lock) throw new Error(`${dataFolder} is in use by ${lockHolder(lockPath)}.`);

  const folders = { logs: join(dataFolder, 'logs'), records: join(dataFolder, 'processes') };
  const leftovers = await endLeftovers(folders.records);
  if (leftovers.length > 0) tell(`Ended what an earlier run left behind: ${leftovers.join(', ')}`);

  const stopping = new AbortController();
  const starting: { name: string; kept: Promise<KeptService> }[] = [];
  let stopped: Promise<void> | undefined;

  async function stopAll(): Promise<void> {
    stopping.abort(new Error('We are stopping.'));
    for (const { kept } of starting.toReversed()) {
      // One that never became healthy has already been ended.
      const service = await kept.catch(() => null);
      await service?.end();
    }
    lock?.release();
  }

  return {
    logsFolder: folders.logs,
    run(service) {
      const kept = keepRunning(service, {
        folders,
        tell,
        stopping: stopping.signal,
        patience,
      });
      starting.push({ name: service.name, kept });
      return kept;
    },
    restart(name, reason) {
      for (const { kept } of starting.filter((service) => service.name === name)) {
        // Whoever called `run` hears why a service did not start.
        kept.then((service) => service.restart(reason)).catch(() => {});
      }
    },
    stop() {
      stopped ??= stopAll();
      return stopped;
    },
  };
}
