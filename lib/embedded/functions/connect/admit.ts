// Lets a worker in that knows the signing key, with the functions it has.
import type { Runner } from '../context.ts';
import { registerFunctions } from '../registration.ts';
import type { Introduction, Link } from './link.ts';
import { authData, connectedApp } from './messages.ts';
import { isTokenOf } from './tokens.ts';

/** What a worker takes at once that does not say. */
const defaultPlaces = 10;

/** Takes over the worker's functions; answers why not, if it is refused. */
export async function admit(
  runner: Runner,
  link: Link,
  { connectionId, authData: proof, apps, maxWorkerConcurrency }: Introduction,
): Promise<string | undefined> {
  const { signingKey, log } = runner.settings;
  const { sessionToken } = authData.decode(proof);
  if (!isTokenOf(sessionToken, connectionId, signingKey)) return 'not announced';
  const registered: unknown[] = [];
  for (const app of apps.map(connectedApp.decode)) {
    const functions: { id: string }[] = JSON.parse(Buffer.from(app.functions).toString('utf8'));
    for (const { id } of functions) link.appOf.set(id, app.appName);
    registered.push(...functions);
  }
  const outcome = await registerFunctions(runner, registered);
  if ('problems' in outcome) {
    log(`a worker's functions could not be registered: ${outcome.problems.join('; ')}`);
    return outcome.problems[0];
  }
  link.places = maxWorkerConcurrency || defaultPlaces;
  runner.app.synced = true;
}
