// What was typed behind `cutroom`: settings, or what is wrong with it.
import { parseArgs } from 'node:util';
import { type Kind, kindNames, kindOf } from './kinds.ts';

export type Settings = {
  paths: string[];
  /** The word as it was typed, and what it stands for. */
  as: string;
  kind: Kind;
  /** Without a slash at its end. */
  server: string;
  token: string;
  isJson: boolean;
  waits: boolean;
};

export type Asked = { settings: Settings } | { help: true } | { mistake: string };

/** What stands in the environment counts where nothing was typed. */
export type Surroundings = Record<string, string | undefined>;

const options = {
  as: { type: 'string', default: 'library' },
  token: { type: 'string' },
  server: { type: 'string' },
  json: { type: 'boolean', default: false },
  wait: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Answers and never throws: a mistake is told in one sentence. */
export function readArguments(typed: readonly string[], around: Surroundings): Asked {
  try {
    const { values, positionals } = parseArgs({
      ...{ args: [...typed], options, allowPositionals: true },
    });
    const [command, ...paths] = positionals;
    if (values.help || command === 'help' || command === undefined) return { help: true };
    if (command !== 'upload')
      return { mistake: `There is no command "${command}", only "upload".` };
    if (paths.length === 0) return { mistake: 'Which files or folders? None was named.' };
    return settle({ ...values, paths }, around);
  } catch (error) {
    return { mistake: error instanceof Error ? error.message : String(error) };
  }
}

function settle(
  typed: {
    paths: string[];
    as: string;
    token?: string;
    server?: string;
    json: boolean;
    wait: boolean;
  },
  around: Surroundings,
): Asked {
  const { paths, as } = typed;
  const kind = kindOf(as);
  if (!kind) {
    const words = kindNames.join(', ');
    return { mistake: `--as knows ${words} and the purposes of the API, not "${as}".` };
  }
  const token = typed.token || around.CUTROOM_TOKEN;
  if (!token) return { mistake: 'A token is needed: --token or CUTROOM_TOKEN.' };
  // It goes into a header, where a line break would be another header.
  if (!/^[\x21-\x7e]+$/.test(token)) return { mistake: 'This is no token: it has odd characters.' };
  const address = typed.server || around.CUTROOM_URL || 'http://127.0.0.1:3000';
  if (!/^https?:\/\/[^/]/.test(address) || !URL.canParse(address)) {
    return {
      mistake: `"${address}" is no address of a server: it begins with http:// or https://.`,
    };
  }
  const server = address.replace(/\/+$/, '');
  return { settings: { paths, as, kind, server, token, isJson: typed.json, waits: typed.wait } };
}
