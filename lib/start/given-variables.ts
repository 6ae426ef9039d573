// The environment as the user gave it: the process' own, and the lines of .env.
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv as parseDotEnv } from 'node:util';
import { mergeGiven, type Variables } from './environment.ts';
import { inProject } from './project.ts';

/** Everything that is set; the process wins over the file. */
export function givenVariables(): Variables {
  const file = inProject('.env');
  return mergeGiven(process.env, existsSync(file) ? parseDotEnv(readFileSync(file, 'utf8')) : {});
}
