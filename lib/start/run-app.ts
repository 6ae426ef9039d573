// Starts everything Cutroom needs, in order, and the app on top.
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { postgresUrl } from '#lib/embedded/postgres/home.ts';
import { stopPostgres } from '#lib/embedded/postgres/start-postgres.ts';
import { isPortFree } from '#lib/embedded/processes/free-port.ts';
import { choosePorts } from '#lib/embedded/supervisor/ports.ts';
import { type Supervisor, supervise } from '#lib/embedded/supervisor/supervisor.ts';
import { appService, localUrl, type Mode } from './app-service.ts';
import { buildIfNeeded } from './build.ts';
import {
  addressOf,
  completeEnvironment,
  type Environment,
  type StandIn,
  type Variables,
} from './environment.ts';
import { firstSignInFile, writeFirstSignIn } from './first-sign-in.ts';
import { givenVariables } from './given-variables.ts';
import { migrate } from './migrate.ts';
import { prepareSources } from './prepare-sources.ts';
import { migrationsFolder, projectFolder } from './project.ts';
import { keepSecrets } from './secrets.ts';
import { seed } from './seed.ts';
import {
  functionsService,
  postgresHome,
  postgresService,
  preferredPorts,
  storeService,
} from './stand-ins.ts';

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
}): Promise<RunningApp> {
  const { mode, command, tell } = input;
  const given = { ...givenVariables(), ...input.overrides };
  const dataFolder = resolve(projectFolder, given.DATA_DIR ?? '.data');
  makeDataFolder(dataFolder);
  const holder = `${command} (process ${process.pid})`;
  const supervisor = await supervise({ dataFolder, holder, tell });
  input.onSupervisor?.(supervisor);
  try {
    const { environment, ports } = await prepareEnvironment(dataFolder, given);
    const address = addressOf(given);
    const url = localUrl(address);
    if (!(await isPortFree(address.port))) {
      throw new Error(`Port ${address.port} is in use by another program. Choose one with PORT=…`);
    }
    await prepareSources(tell);
    const running = { supervisor, dataFolder, environment, ports, tell };
    await Promise.all([
      mode === 'production' ? buildIfNeeded(environment.variables, tell) : undefined,
      startStore(running),
      startDatabase(running),
    ]);
    await Promise.all([
      startFunctions(running, url),
      supervisor.run(appService(mode, address, environment.variables)),
    ]);
    return { url, dataFolder, variables: environment.variables, stop: supervisor.stop };
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
}

/** Nothing in it is readable by others; passing through is allowed, which Postgres' user needs. */
function makeDataFolder(dataFolder: string): void {
  if (existsSync(dataFolder)) return;
  mkdirSync(dataFolder, { recursive: true });
  chmodSync(dataFolder, 0o711);
}

async function prepareEnvironment(
  dataFolder: string,
  given: Variables,
): Promise<{ environment: Environment; ports: Record<StandIn, number> }> {
  const home = postgresHome(dataFolder);
  // The server of an earlier, killed run would hold its own port.
  if (existsSync(home)) await stopPostgres(home);
  const ports = await choosePorts(join(dataFolder, 'ports.json'), preferredPorts);
  const environment = completeEnvironment({
    given,
    secrets: keepSecrets(join(dataFolder, 'secrets.json')),
    ports,
    postgresUrl: postgresUrl(home, ports.postgres),
  });
  return { environment, ports };
}

type Running = {
  supervisor: Supervisor;
  dataFolder: string;
  environment: Environment;
  ports: Record<StandIn, number>;
  tell: Tell;
};

async function startDatabase(running: Running): Promise<void> {
  const { supervisor, dataFolder, environment, ports, tell } = running;
  if (environment.standIns.postgres) {
    await supervisor.run(postgresService(dataFolder, ports.postgres));
    tell(`Database ready (embedded PostgreSQL on 127.0.0.1:${ports.postgres})`);
  }
  await prepareDatabase(dataFolder, environment.variables, tell);
}

async function startStore(running: Running): Promise<void> {
  const { supervisor, dataFolder, environment, ports, tell } = running;
  if (!environment.standIns.store) return;
  await supervisor.run(storeService(dataFolder, ports.store, environment.variables));
  tell(`Object store ready (embedded, on 127.0.0.1:${ports.store})`);
}

async function startFunctions(running: Running, url: string): Promise<void> {
  const { supervisor, environment, ports, tell } = running;
  if (!environment.standIns.functions) return;
  await supervisor.run(functionsService(ports.functions, url, environment.variables));
  tell(`Function runner ready (embedded, on 127.0.0.1:${ports.functions})`);
}

async function prepareDatabase(
  dataFolder: string,
  variables: Variables,
  tell: Tell,
): Promise<void> {
  const databaseUrl = variables.DATABASE_URL ?? '';
  const { applied, edited } = await migrate(databaseUrl, migrationsFolder);
  if (applied.length > 0) tell(`Migrations applied: ${applied.join(', ')}`);
  for (const name of edited) tell(`Warning: the migration ${name} was edited after it was applied`);

  const accounts = await seed(databaseUrl, variables);
  const generated = accounts.filter(({ isPasswordGenerated }) => isPasswordGenerated);
  if (generated.length > 0) writeFirstSignIn(dataFolder, generated);
  for (const { role, email, password, isPasswordGenerated } of accounts) {
    tell(`New ${role}: ${email}  ${isPasswordGenerated ? password : '(the password you set)'}`);
  }
  if (generated.length > 0) {
    const file = relative(projectFolder, firstSignInFile(dataFolder));
    tell(`Shown once; also kept in ${file} until you delete it`);
  }
}
