// Structured logs on stdout: one JSON object per line.
import 'server-only';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { env } from './env.ts';
import { withoutSecrets } from './without-secrets.ts';

let root: Logger | undefined;

/** The app's logger. Give it ids, never file names or secrets. */
export function log(): Logger {
  root ??= openLog(env().LOG_LEVEL);
  return root;
}

/** A logger of that level; of an error it writes what says where and why, and nothing it carries along. */
export function openLog(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    formatters: { log: withoutSecretsIn },
    serializers: { err: describeError },
    hooks: {
      logMethod(given, method) {
        // Without a text pino would take the error's own, as it is.
        const whole = given.length > 1 || typeof given[0] === 'string' ? given : [given[0], ''];
        method.apply(this, whole.map(cleaned) as typeof given);
      },
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

function withoutSecretsIn(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, cleaned(value)]));
}

function cleaned<Value>(value: Value): Value | string {
  return typeof value === 'string' ? withoutSecrets(value) : value;
}

const causesAtMost = 5;

/** Not the properties in general: those of the S3 client hold requests and signatures, for example. */
function describeError(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { message: withoutSecrets(asText(error)) };
  const { name, message, stack, cause } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    type: name,
    code,
    message: withoutSecrets(message),
    stack: stack && withoutSecrets(stack),
    cause:
      cause === undefined || depth === causesAtMost ? undefined : describeError(cause, depth + 1),
  };
}

function asText(thrown: unknown): string {
  try {
    return (typeof thrown === 'object' ? JSON.stringify(thrown) : undefined) ?? String(thrown);
  } catch {
    return String(thrown);
  }
}
