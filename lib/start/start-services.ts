// Starts the stand-ins and prepares the database, as far as possible at the same time.
import type { Supervisor } from '#lib/embedded/supervisor/supervisor.ts';
import type { Listener, StandIn } from './environment.ts';
import { prepareDatabase } from './prepare-database.ts';
import { functionsService, postgresService, type StandInInput, storeService } from './stand-ins.ts';

type Tell = (message: string) => void;

type Services = StandInInput & {
  supervisor: Supervisor;
  /** Which of them are needed. */
  standIns: Record<StandIn, boolean>;
  /** See `functionsService`. */
  servedAt: string | null;
  /** Whether the database is to be prepared; yes, unless told. */
  isDatabaseNeeded?: boolean;
  tell: Tell;
};

/** Resolves once everything the app talks to is there. */
export async function startServices(services: Services): Promise<void> {
  await Promise.all([startStore(services), startDatabase(services)]);
}

async function startStore(services: Services): Promise<void> {
  const { supervisor, standIns, ports, tell } = services;
  if (!standIns.store) return;
  await supervisor.run(storeService(services));
  tell(`Object store ready (embedded, on 127.0.0.1:${ports.current().store})`);
}

async function startDatabase(services: Services): Promise<void> {
  const { supervisor, standIns, dataFolder, ports, variables, tell } = services;
  if (services.isDatabaseNeeded === false) return;
  if (standIns.postgres) {
    await supervisor.run(postgresService(services));
    tell(`Database ready (embedded PostgreSQL on 127.0.0.1:${ports.current().postgres})`);
  }
  // The runner has tables of its own: it need not wait for the app's.
  await Promise.all([prepareDatabase(dataFolder, variables(), tell), startFunctions(services)]);
}

async function startFunctions(services: Services): Promise<void> {
  const { supervisor, standIns, ports, tell } = services;
  if (!standIns.functions) return;
  await supervisor.run(functionsService(services));
  tell(`Function runner ready (embedded, on 127.0.0.1:${ports.current().functions})`);
}

// Who was told the address of whom.
const dependents: Record<Listener, string[]> = {
  postgres: ['functions', 'worker', 'app'],
  store: ['worker', 'app'],
  functions: ['worker', 'app'],
  worker: [],
};

/** Tells everyone who used it that it has another port from now on. */
export function tellOfMove(supervisor: Supervisor, tell: Tell, name: Listener, port: number): void {
  tell(`Another program has the port of ${name}: it moves to ${port}`);
  for (const dependent of dependents[name]) {
    supervisor.restart(dependent, `${name} is at another address now`);
  }
}
