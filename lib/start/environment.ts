// Works out the whole environment of the app: what is configured, and stand-ins for what is not.
import { parseEnv } from '#lib/env/env.ts';
import type { Secrets } from './secrets.ts';

export type Variables = Record<string, string>;

export type StandIn = 'postgres' | 'store' | 'functions';

/** What listens on a port that is chosen here. */
export type Listener = StandIn | 'worker';

export type Environment = {
  /** Complete and checked: what the app is started with. */
  variables: Variables;
  /** Which stand-ins have to run for it. */
  standIns: Record<StandIn, boolean>;
};

export type Address = { host: string; port: number };

const storeNames = ['R2_ENDPOINT', 'R2_ACCESS_KEY_ID', 'R2_SECRET_ACCESS_KEY', 'R2_BUCKET'];
const runnerNames = ['INNGEST_BASE_URL', 'INNGEST_EVENT_KEY', 'INNGEST_SIGNING_KEY', 'INNGEST_DEV'];

/** The bucket of the embedded store. */
export const embeddedBucket = 'cutroom';

/**
 * Adds to the given variables what the stand-ins provide and the secrets kept here. A service of
 * which anything is configured gets no stand-in. Throws one error naming every variable that is
 * missing or wrong.
 */
export function completeEnvironment(input: {
  given: Variables;
  secrets: Secrets;
  ports: Record<StandIn, number>;
  postgresUrl: string;
  /** Where media are worked on unless told. */
  workFolder: string;
}): Environment {
  const { given, secrets, ports } = input;
  const isSet = (name: string) => name in given;
  const standIns = {
    postgres: !isSet('DATABASE_URL'),
    store: ![...storeNames, 'R2_PUBLIC_URL'].some(isSet),
    functions: !runnerNames.some(isSet),
  };
  const variables: Variables = {
    NEXTAUTH_SECRET: secrets.nextauthSecret,
    // next-auth reads it itself: the address comes from the request instead of NEXTAUTH_URL.
    AUTH_TRUST_HOST: '1',
    // Not the system's folder for temporary files, where another user's installation may have its own.
    MEDIA_TMP_DIR: input.workFolder,
    ...(standIns.postgres && { DATABASE_URL: input.postgresUrl }),
    ...(standIns.store && {
      R2_ENDPOINT: `http://127.0.0.1:${ports.store}`,
      // Two names of one address: browsers open six connections to each, uploads use up to eight.
      R2_BROWSER_ENDPOINTS: `http://127.0.0.1:${ports.store},http://localhost:${ports.store}`,
      R2_ACCESS_KEY_ID: secrets.storeAccessKeyId,
      R2_SECRET_ACCESS_KEY: secrets.storeSecretAccessKey,
      R2_BUCKET: embeddedBucket,
    }),
    ...(standIns.functions && {
      INNGEST_BASE_URL: `http://127.0.0.1:${ports.functions}`,
    }),
    // Inngest's dev server takes any key; a server of yours takes yours.
    ...((standIns.functions || isSet('INNGEST_DEV')) && {
      INNGEST_EVENT_KEY: secrets.runnerEventKey,
      INNGEST_SIGNING_KEY: secrets.runnerSigningKey,
    }),
    ...given,
  };
  throwComplaints([complaintOf(() => addressOf(given)), complaintOf(() => parseEnv(variables))]);
  return { variables, standIns };
}

/** The database for what needs a session of its own: locks, and what is to be heard. */
export function directUrl(variables: Variables): string {
  return variables.DATABASE_DIRECT_URL ?? variables.DATABASE_URL ?? '';
}

/** Where the app listens: `HOST` and `PORT`, 127.0.0.1:3000 unless told. */
export function addressOf(given: Variables): Address {
  const port = Number(given.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error('The configuration is not complete:\n  PORT: not a port number');
  }
  return { host: given.HOST ?? '127.0.0.1', port };
}

/** The process' environment over the lines of a `.env` file; an empty value counts as not set. */
export function mergeGiven(
  processVariables: Record<string, string | undefined>,
  fileVariables: Record<string, string | undefined>,
): Variables {
  const isFilled = (entry: [string, string | undefined]): entry is [string, string] => !!entry[1];
  return {
    ...Object.fromEntries(Object.entries(fileVariables).filter(isFilled)),
    ...Object.fromEntries(Object.entries(processVariables).filter(isFilled)),
  };
}

function complaintOf(check: () => unknown): string[] {
  try {
    check();
    return [];
  } catch (error) {
    return error instanceof Error ? error.message.split('\n').slice(1) : [String(error)];
  }
}

function throwComplaints(complaints: string[][]): void {
  const lines = complaints.flat();
  if (lines.length > 0) throw new Error(`The configuration is not complete:\n${lines.join('\n')}`);
}
