// Starts everything Cutroom needs, in order, and the app on top.
import { join, resolve } from 'node:path';
import { postgresUrl } from '#lib/embedded/postgres/home.ts';
import { whyNotFree } from '#lib/embedded/processes/free-port.ts';
import type { Patience } from '#lib/embedded/supervisor/keep-running.ts';
import { openPorts } from '#lib/embedded/supervisor/ports.ts';
import { type Supervisor, supervise } from '#lib/embedded/supervisor/supervisor.ts';
import { appService, localUrl, type Mode } from './app-service.ts';
import { buildIfNeeded } from './build.ts';
import { describeFfmpeg } from './describe-ffmpeg.ts';
import { type Address, addressOf, completeEnvironment, type Variables } from './environment.ts';
import { givenVariables } from './given-variables.ts';
import { makeDataFolder } from './make-data-folder.ts';
import { prepareSources } from './prepare-sources.ts';
import { projectFolder } from './project.ts';
import { keepSecrets } from './secrets.ts';
import { postgresHome, preferredPorts, workerService } from './stand-ins.ts';
import { startServices, tellOfMove } from './start-services.ts';

export type RunningApp = {
  /** Where it answers on this machine. */
  url: string;
  dataFolder: string;
  /** What the app runs with, secrets included. */
  variables: Variables;
  /** Stops the app and its stand-ins. */
  stop(): Promise<void>;
};

type Tell = (message: string) => void;

/**
 * Resolves once the app answers. Throws one clear error, with everything stopped again, when the
 * configuration is wrong or a part does not start. `onSupervisor` gets the means to stop early.
 */
export async function runApp(input: {
  mode: Mode;
  /** Told to whoever tries to use the same data folder. */
  command: string;
  tell: Tell;
  /** On top of the process' environment and `.env`. */
  overrides?: Variables;
  onSupervisor?: (supervisor: Supervisor) => void;
  /** With what ends again and again; as usual unless told. */
  patience?: Patience;
}): Promise<RunningApp> {
  const { mode, command, tell, patience } = input;
  const given = { ...givenVariables(), ...input.overrides };
  const dataFolder = resolve(projectFolder, given.DATA_DIR ?? '.data');
  makeDataFolder(dataFolder);
  const holder = `${command} (process ${process.pid})`;
  const supervisor = await supervise({ dataFolder, holder, tell, patience });
  input.onSupervisor?.(supervisor);
  try {
    const ports = openPorts({
      file: join(dataFolder, 'ports.json'),
      preferred: preferredPorts,
      onMove: (name, port) => tellOfMove(supervisor, tell, name, port),
    });
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
    const { standIns } = environment();
    const address = addressOf(given);
    const url = localUrl(address);
    await throwIfTaken(address);

    // `next dev` serves the functions itself: it takes over what is changed in them.
    const hasWorker = mode === 'production';
    const standInInput = { dataFolder, ports, variables };
    const servedAt = hasWorker ? null : `${url}/`;
    await Promise.all([
      describeFfmpeg(variables()).then(tell),
      prepareApp(mode, variables(), tell),
      startServices({ ...standInInput, supervisor, standIns, tell, servedAt }),
    ]);
    try {
      await Promise.all([
        supervisor.run(appService(mode, address, variables)),
        hasWorker && supervisor.run(workerService(standInInput)),
      ]);
    } catch (error) {
      await throwIfTaken(address);
      throw error;
    }
    return { url, dataFolder, variables: variables(), stop: supervisor.stop };
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
}

async function throwIfTaken({ host, port }: Address): Promise<void> {
  const code = await whyNotFree(port, host);
  if (code === null) return;
  if (code === 'EADDRINUSE') {
    throw new Error(`Port ${port} is in use by another program. Choose one with PORT=…`);
  }
  if (code === 'EACCES') {
    throw new Error(
      `Port ${port} needs more rights than we have. Choose one above 1024 with PORT=…`,
    );
  }
  throw new Error(`Cannot listen on ${host} (${code}): HOST is to be an address of this machine.`);
}

async function prepareApp(mode: Mode, variables: Variables, tell: Tell): Promise<void> {
  await prepareSources(tell);
  if (mode === 'production') await buildIfNeeded(variables, tell);
}
