// npm run worker: executes the functions for an event server that is configured.
import { configure } from './configured.ts';

configure();
await import('#inngest/worker.ts');
