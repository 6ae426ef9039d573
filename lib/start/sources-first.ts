// Preloaded with --import before a command: what it imports may need sources that are generated first.
import { prepareSources } from './prepare-sources.ts';
import { say } from './say.ts';

try {
  await prepareSources(say);
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
