// Runs a script against database and store alone: those of the environment, of a running instance, or brought up for it.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { postgresUrl } from '#lib/embedded/postgres/home.ts';
import { lockHolder, tryFileLock } from '#lib/embedded/processes/file-lock.ts';
import { openPorts } from '#lib/embedded/supervisor/ports.ts';
import { type Supervisor, supervise } from '#lib/embedded/supervisor/supervisor.ts';
import { completeEnvironment, type StandIn } from './environment.ts';
import { givenVariables } from './given-variables.ts';
import { makeDataFolder } from './make-data-folder.ts';
import { projectFolder } from './project.ts';
import { say } from './say.ts';
import { keepSecrets } from './secrets.ts';
import { postgresHome, preferredPorts } from './stand-ins.ts';
import { startServices } from './start-services.ts';

type Tell = (message: string) => void;

/**
 * Puts the app's variables into `process.env`, makes sure that what `needs` names answers, and ends the
 * process with the exit code `work` resolves to; with 1 and its message when it throws. Stand-ins it
 * started end with it, those of a running `npm start` go on.
 */
export async function withServices(
  command: string,
  needs: readonly StandIn[],
  work: () => Promise<number>,
  tell: Tell = say,
): Promise<void> {
  let supervisor: Supervisor | null = null;
  let isStopping = false;
  const stop = async (code: number) => {
    if (isStopping) return;
    isStopping = true;
    await supervisor?.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(130));
  try {
    supervisor = await bringUp(command, needs, tell);
    await stop(await work());
  } catch (error) {
    if (isStopping) return;
    console.error(`\n${error instanceof Error ? error.message.trim() : String(error)}`);
    await stop(1);
  }
}

async function bringUp(
  command: string,
  needs: readonly StandIn[],
  tell: Tell,
): Promise<Supervisor | null> {
  const given = givenVariables();
  const dataFolder = resolve(projectFolder, given.DATA_DIR ?? '.data');
  makeDataFolder(dataFolder);
  const ports = openPorts({ file: join(dataFolder, 'ports.json'), preferred: preferredPorts });
  const secrets = keepSecrets(join(dataFolder, 'secrets.json'));
  const environment = () =>
    completeEnvironment({
      given,
      secrets,
      ports: ports.current(),
      workFolder: join(dataFolder, 'work'),
      postgresUrl: postgresUrl(postgresHome(dataFolder), ports.current().postgres),
    });
  const variables = () => environment().variables;
  const isNeeded = (name: StandIn) => needs.includes(name) && environment().standIns[name];
  const standIns = {
    ...{ postgres: isNeeded('postgres'), store: isNeeded('store'), functions: false },
  };
  const isAny = standIns.postgres || standIns.store;
  const holder = isAny ? holderOf(dataFolder) : null;
  if (holder !== null) tell(`Using what runs already: ${holder}`);
  let supervisor: Supervisor | null = null;
  if (isAny && holder === null) {
    supervisor = await supervise({ dataFolder, holder: command, tell });
    try {
      const services = { supervisor, standIns, dataFolder, ports, variables, servedAt: null };
      await startServices({ ...services, isDatabaseNeeded: needs.includes('postgres'), tell });
    } catch (error) {
      await supervisor.stop();
      throw error;
    }
  }
  // lib/env reads the process' own environment; these are the app's.
  Object.assign(process.env, variables());
  return supervisor;
}

/** Who has the data folder, if anybody. */
function holderOf(dataFolder: string): string | null {
  const path = join(dataFolder, 'lock');
  if (!existsSync(path)) return null;
  const lock = tryFileLock(path);
  if (!lock) return lockHolder(path);
  lock.release();
  return null;
}
