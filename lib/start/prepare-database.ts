// Brings the database to where the app can use it: its tables, its first accounts.
import { relative } from 'node:path';
import { directUrl, type Variables } from './environment.ts';
import { firstSignInFile, writeFirstSignIn } from './first-sign-in.ts';
import { migrate } from './migrate.ts';
import { migrationsFolder, projectFolder } from './project.ts';
import { type SeededAccount, seed } from './seed.ts';

type Tell = (message: string) => void;

/** Migrates and seeds; says what it did, with the passwords it made up. */
export async function prepareDatabase(
  dataFolder: string,
  variables: Variables,
  tell: Tell,
): Promise<void> {
  const databaseUrl = directUrl(variables);
  const { applied, edited } = await migrate(databaseUrl, migrationsFolder);
  if (applied.length > 0) tell(`Migrations applied: ${applied.join(', ')}`);
  for (const name of edited) tell(`Warning: the migration ${name} was edited after it was applied`);
  showAccounts(dataFolder, await seed(databaseUrl, variables), tell);
}

function showAccounts(dataFolder: string, accounts: SeededAccount[], tell: Tell): void {
  const generated = accounts.filter(({ isPasswordGenerated }) => isPasswordGenerated);
  if (generated.length > 0) writeFirstSignIn(dataFolder, generated);
  for (const { role, email, password, isPasswordGenerated } of accounts) {
    tell(`New ${role}: ${email}  ${isPasswordGenerated ? password : '(the password you set)'}`);
  }
  if (generated.length > 0) {
    const file = relative(projectFolder, firstSignInFile(dataFolder));
    tell(`Shown once; also kept in ${file} until you delete it`);
  }
}
