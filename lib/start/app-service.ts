// Describes the Next server to the supervisor.
import { provePreload } from '#lib/embedded/processes/instance.ts';
import { answersOk, type Command, type Service } from '#lib/embedded/supervisor/service.ts';
import { api } from '#lib/shared/paths.ts';
import type { Address, Variables } from './environment.ts';
import { tools } from './project.ts';

export type Mode = 'production' | 'development';

/** Where the app is reached from this machine. */
export function localUrl({ host, port }: Address): string {
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const name = isEverywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** `next start`, or `next dev` in development. `variables` is asked at each start. */
export function appService(mode: Mode, address: Address, variables: () => Variables): Service {
  return {
    name: 'app',
    command: () => appCommand(mode, address, variables()),
    output: mode === 'production' ? 'log' : 'terminal',
    isHealthy: (instanceId) => answersOk(localUrl(address) + api.health(), instanceId),
    startWithinSeconds: 120,
    // Pages that follow progress hold a response open for ever; nothing is lost by cutting it.
    stopWithinSeconds: 5,
  };
}

/** How the Next server is started. */
export function appCommand(mode: Mode, address: Address, variables: Variables): Command {
  return {
    args: [
      ...(mode === 'production' ? preloads.flatMap((url) => ['--import', url]) : []),
      ...[tools.next, nextCommand[mode], '-H', address.host, '-p', String(address.port)],
    ],
    variables: {
      ...variables,
      ...{ NODE_ENV: mode, NEXT_TELEMETRY_DISABLED: '1' },
      ...(mode === 'development' && { NODE_OPTIONS: withPreload(variables.NODE_OPTIONS) }),
    },
  };
}

const preloads = ['./let-go.ts', './slow-bodies.ts'].map(
  (path) => new URL(path, import.meta.url).href,
);

const nextCommand: Record<Mode, string> = { production: 'start', development: 'dev' };

/** `next dev` serves from a child process, which inherits options but not arguments. */
function withPreload(options = ''): string {
  return `${options} --import ${provePreload}`.trim();
}
