// The environment of a process that runs on services that are there: nothing is made up but a work folder.
import { join, resolve } from 'node:path';
import { parseEnv } from '#lib/env/env.ts';
import { addressOf, type Variables } from './environment.ts';
import { givenVariables } from './given-variables.ts';
import { projectFolder } from './project.ts';

/** Everything that is set, in `.env` as well. Throws one error naming what is missing or wrong. */
export function configuredVariables(): Variables & { DATA_DIR: string } {
  const given = givenVariables();
  const dataFolder = resolve(projectFolder, given.DATA_DIR ?? '.data');
  const variables = {
    MEDIA_TMP_DIR: join(dataFolder, 'work'),
    // next-auth reads it itself: the address comes from the request instead of NEXTAUTH_URL.
    AUTH_TRUST_HOST: '1',
    ...given,
    DATA_DIR: dataFolder,
    NODE_ENV: 'production',
  };
  parseEnv(variables);
  addressOf(variables);
  return variables;
}

/** Gives this process all of it, or ends it with the one sentence that says what is missing. */
export function configure(): Variables & { DATA_DIR: string } {
  try {
    const variables = configuredVariables();
    Object.assign(process.env, variables);
    return variables;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
