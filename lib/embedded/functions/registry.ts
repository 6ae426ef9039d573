// The functions the app serves, in memory: which of them an event starts or cancels.
import type { FunctionConfig } from './function-config.ts';

export type Registry = {
  get: (id: string) => FunctionConfig | undefined;
  ids: () => string[];
  /** Those that are called in this way. */
  idsOf: (transport: 'http' | 'ws') => string[];
  all: () => FunctionConfig[];
  replace: (functions: FunctionConfig[]) => void;
  /** Whether an event of this name starts or cancels anything. */
  listensTo: (eventName: string) => boolean;
};

/** An empty registry. */
export function createRegistry(): Registry {
  let byId = new Map<string, FunctionConfig>();
  let heard = new Set<string>();
  return {
    get: (id) => byId.get(id),
    ids: () => [...byId.keys()],
    idsOf: (transport) =>
      [...byId.values()]
        .filter((config) => config.steps.step.runtime.type === transport)
        .map((config) => config.id),
    all: () => [...byId.values()],
    listensTo: (eventName) => heard.has(eventName),
    replace(functions) {
      byId = new Map(functions.map((config) => [config.id, config]));
      heard = new Set(functions.flatMap(eventNamesOf));
    },
  };
}

function eventNamesOf(config: FunctionConfig): string[] {
  const triggers = config.triggers.flatMap((trigger) => ('event' in trigger ? trigger.event : []));
  return [...triggers, ...(config.cancel ?? []).map((cancel) => cancel.event)];
}
