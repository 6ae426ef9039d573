// The account a script signs in with.
import type { Variables } from '../environment.ts';
import { readFirstSignIn } from '../first-sign-in.ts';

/**
 * The seeded editor: from the environment, else from the file the first start wrote. Throws words
 * that say what to set when neither is there.
 */
export function editorAccount(
  variables: Variables,
  dataFolder: string,
): { email: string; password: string } {
  const { SEED_EDITOR_EMAIL: email, SEED_EDITOR_PASSWORD: password } = variables;
  if (email && password) return { email, password };
  const noted = readFirstSignIn(dataFolder).find(({ role }) => role === 'editor');
  if (noted) return noted;
  throw new Error('Set SEED_EDITOR_EMAIL and SEED_EDITOR_PASSWORD to an editor who can sign in.');
}
