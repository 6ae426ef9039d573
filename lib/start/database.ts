// npm run migrate: brings the database to where the app can use it, and ends. `npm run web` does that by itself.
import { configure } from './configured.ts';
import { prepareDatabase } from './prepare-database.ts';
import { say } from './say.ts';

const variables = configure();
try {
  await prepareDatabase(variables.DATA_DIR, variables, say);
  say('The database is ready');
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
